import { SERVICE_COLOUR_COUNT } from '../../state/serviceColours'

/** The colours of the theme as a canvas takes them. */
export interface Palette {
  /** Index is that of `ServiceColours`. */
  services: string[]
  surface: string
  ink: string
  muted: string
  line: string
  error: string
  critical: string
  match: string
  font: string
}

/** Reads the theme's colours as they are at `element`: custom properties resolve only where a real property uses them. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement('span')
  element.append(probe)
  const style = getComputedStyle(probe)
  const read = (name: string) => {
    probe.style.color = `var(--${name})`
    return style.color
  }
  const palette: Palette = {
    services: Array.from({ length: SERVICE_COLOUR_COUNT }, (_, index) => read(`service-${index}`)),
    surface: read('surface'),
    ink: read('ink'),
    muted: read('ink-muted'),
    line: read('line'),
    error: read('error'),
    critical: read('critical'),
    match: read('match'),
    font: style.fontFamily,
  }
  probe.remove()
  return palette
}

/** Calls back whenever the theme changes, by the system or by the user's choice. Returns how to stop. */
export function followTheme(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const chosen = new MutationObserver(onChange)
  system.addEventListener('change', onChange)
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => {
    system.removeEventListener('change', onChange)
    chosen.disconnect()
  }
}
