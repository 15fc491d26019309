/** The colours and type of the program, as a chart needs them: resolved, because a canvas knows no custom properties. */
export interface ChartTheme {
  ink: string
  inkMuted: string
  line: string
  lineStrong: string
  surface: string
  surfaceRaised: string
  accent: string
  error: string
  warning: string
  ok: string
  match: string
  /** Of services and other series. */
  series: string[]
  font: string
}

const SERIES = 12

/** Reads them where an element stands. */
export function chartThemeOf(element: HTMLElement): ChartTheme {
  const probe = document.createElement('i')
  element.append(probe)
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const theme = {
    ink: colour('ink'),
    inkMuted: colour('ink-muted'),
    line: colour('line'),
    lineStrong: colour('line-strong'),
    surface: colour('surface'),
    surfaceRaised: colour('surface-raised'),
    accent: colour('accent'),
    error: colour('error'),
    warning: colour('warning'),
    ok: colour('ok'),
    match: colour('match'),
    series: Array.from({ length: SERIES }, (_, index) => colour(`service-${index}`)),
    font: getComputedStyle(element).fontFamily,
  }
  probe.remove()
  return theme
}
