import { SvelteMap } from 'svelte/reactivity'

interface Place {
  argument: string
  parameters: Record<string, string>
}

/** Where the user was last in each view, so that a switch of views comes back to it. */
export class LastPlaces {
  readonly #places = new SvelteMap<string, Place>()

  remember(view: string, argument: string, parameters: URLSearchParams): void {
    this.#places.set(view, { argument, parameters: Object.fromEntries(parameters) })
  }

  of(view: string): Place {
    return this.#places.get(view) ?? { argument: '', parameters: {} }
  }

  forget(): void {
    this.#places.clear()
  }
}
