/** Names of services in the address: commas between them, those within a name escaped. */
export function servicesInAddress(names: string[]): string {
  return names.map((name) => encodeURIComponent(name)).join(',')
}

/** The services of the trace that an address names, as indexes; those that the trace has not are left out. */
export function servicesFromAddress(text: string, services: string[]): number[] {
  return text
    .split(',')
    .map((name) => services.findIndex((service) => text !== '' && encodeURIComponent(service) === name))
    .filter((service) => service >= 0)
}

/** What a click on a service leaves chosen: it alone, or nothing when it was alone; with `adding` it joins or leaves. */
export function chosenServices(chosen: number[], service: number, adding: boolean): number[] {
  if (!adding) return chosen.length === 1 && chosen[0] === service ? [] : [service]
  return chosen.includes(service) ? chosen.filter((other) => other !== service) : [...chosen, service]
}
