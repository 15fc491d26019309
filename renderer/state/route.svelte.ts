/**
 * Where the user is: a view and its parameters, kept in the address as `#/view/argument?key=value`,
 * so that Back, Forward and reloading work.
 */
export class Route {
  view = $state('')
  argument = $state('')
  parameters = $state.raw(new URLSearchParams())

  constructor() {
    this.#read()
    window.addEventListener('hashchange', () => this.#read())
  }

  /** Goes to a view. With `replace` the present place is overwritten rather than left behind in the history. */
  go(
    view: string,
    {
      argument = '',
      parameters = {},
      replace = false,
    }: {
      argument?: string
      parameters?: Record<string, string>
      replace?: boolean
    } = {},
  ): void {
    const address = addressOf(view, argument, parameters)
    if (address === location.hash) return
    if (replace) history.replaceState(history.state, '', address)
    else history.pushState(null, '', address)
    this.#read()
  }

  back(): void {
    history.back()
  }

  #read(): void {
    const [place = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?', 2)
    const [view = '', argument = ''] = place.split('/', 2)
    this.view = view
    this.argument = decoded(argument)
    this.parameters = new URLSearchParams(query)
  }
}

/** An address that somebody mangled is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The address of a view, for links. Empty parameters are left out. */
export function addressOf(view: string, argument = '', parameters: Record<string, string> = {}): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== '')
  const query = new URLSearchParams(given).toString()
  return `#/${view}${argument && `/${encodeURIComponent(argument)}`}${query && `?${query}`}`
}
