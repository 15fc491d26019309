import { SvelteMap } from 'svelte/reactivity'

interface Place {
  argument: string
  parameters: Record<string, string>
}

/** Where the user was last in each view of the open archive, so that a switch of views comes back to it. */
export class LastPlaces {
  readonly #places = new SvelteMap<string, Place>()
  #archive: string | undefined

  /** The places of another archive are forgotten. */
  remember(archive: string | undefined, view: string, place: Place): void {
    if (archive !== this.#archive) this.#places.clear()
    this.#archive = archive
    this.#places.set(view, place)
  }

  of(view: string): Place {
    return this.#places.get(view) ?? { argument: '', parameters: {} }
  }
}
