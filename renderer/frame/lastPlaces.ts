/** Where the user was last in each view, so that a switch of views comes back to it. */
export class LastPlaces {
  readonly #places = new Map<string, { argument: string; parameters: Record<string, string> }>()

  remember(view: string, argument: string, parameters: URLSearchParams): void {
    this.#places.set(view, { argument, parameters: Object.fromEntries(parameters) })
  }

  of(view: string): { argument: string; parameters: Record<string, string> } {
    return this.#places.get(view) ?? { argument: '', parameters: {} }
  }

  forget(): void {
    this.#places.clear()
  }
}
