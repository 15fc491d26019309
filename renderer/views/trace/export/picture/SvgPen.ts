import type { Pen } from '../../Pen'
import { escapeXml } from './escapeXml'
import type { PicturePen } from './PicturePen'

/** Width of a text in pixels; `size` is that of the font. */
export type MeasureText = (text: string, size: number, weight: number) => number

interface State {
  fillStyle: Pen['fillStyle']
  strokeStyle: Pen['strokeStyle']
  lineWidth: number
  globalAlpha: number
  font: string
  /** Groups that were opened since the state was saved. */
  openGroups: number
}

/** Letters stand this much of their size below the middle that a text is drawn at. */
const BELOW_MIDDLE = 0.35

/** Writes as SVG what is drawn as on a canvas. Texts stay texts; their middle is at their y. */
export class SvgPen implements PicturePen {
  fillStyle: Pen['fillStyle'] = '#000'
  strokeStyle: Pen['strokeStyle'] = '#000'
  lineWidth = 1
  globalAlpha = 1
  globalCompositeOperation: GlobalCompositeOperation = 'source-over'
  font = '400 11px sans-serif'
  readonly textBaseline = 'middle'
  readonly #paper: string
  readonly #measure: MeasureText
  readonly #elements: string[] = []
  readonly #saved: State[] = []
  #openGroups = 0
  #clipCount = 0
  #dash: number[] = []
  #path = ''

  /** @param paper the colour below everything, which shows where something is taken away. */
  constructor(paper: string, measure: MeasureText) {
    this.#paper = paper
    this.#measure = measure
  }

  /** All that was drawn. */
  take(): string {
    return this.#elements.join('\n')
  }

  at(x: number, y: number, draw: () => void): void {
    this.#elements.push(`<g transform="translate(${round(x)} ${round(y)})">`)
    draw()
    this.#elements.push('</g>')
  }

  mark(path: string, x: number, y: number): void {
    if (path === '') return
    const place = `transform="translate(${round(x)} ${round(y)})"`
    this.#elements.push(
      `<path d="${path}" ${place} fill="none" stroke-linecap="round" stroke-linejoin="round"${this.#stroke()}/>`,
    )
  }

  clearRect(): void {
    // Nothing was drawn yet.
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#elements.push(`<rect ${box(x, y, width, height)}${this.#fill()}/>`)
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#elements.push(`<rect ${box(x, y, width, height)} fill="none"${this.#stroke()}/>`)
  }

  beginPath(): void {
    this.#path = ''
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${round(x)} ${round(y)}`
  }

  lineTo(x: number, y: number): void {
    this.#path += `L${round(x)} ${round(y)}`
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path += `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    const r = round(radius)
    const [across, down] = [round(width - 2 * radius), round(height - 2 * radius)]
    this.#path += `M${round(x + radius)} ${round(y)}h${across}a${r} ${r} 0 0 1 ${r} ${r}v${down}a${r} ${r} 0 0 1 ${-r} ${r}h${-across}a${r} ${r} 0 0 1 ${-r} ${-r}v${-down}a${r} ${r} 0 0 1 ${r} ${-r}z`
  }

  /** A whole circle: no other arcs are drawn. */
  arc(x: number, y: number, radius: number): void {
    const r = round(radius)
    this.#path += `M${round(x - radius)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
  }

  fill(): void {
    this.#elements.push(`<path d="${this.#path}"${this.#fill()}/>`)
  }

  stroke(): void {
    this.#elements.push(`<path d="${this.#path}" fill="none"${this.#stroke()}/>`)
  }

  clip(): void {
    const id = `clip-${++this.#clipCount}`
    this.#elements.push(`<clipPath id="${id}"><path d="${this.#path}"/></clipPath><g clip-path="url(#${id})">`)
    this.#openGroups += 1
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha, font } = this
    this.#saved.push({ fillStyle, strokeStyle, lineWidth, globalAlpha, font, openGroups: this.#openGroups })
    this.#openGroups = 0
  }

  restore(): void {
    const state = this.#saved.pop()
    if (!state) return
    const { openGroups, ...looks } = state
    if (this.#openGroups > 0) this.#elements.push('</g>'.repeat(this.#openGroups))
    this.#openGroups = openGroups
    Object.assign(this, looks)
  }

  setLineDash(lengths: number[]): void {
    this.#dash = lengths
  }

  fillText(text: string, x: number, y: number): void {
    const { size, weight } = this.#letters()
    const baseline = round(y + size * BELOW_MIDDLE)
    const heavy = weight === 400 ? '' : ` font-weight="${weight}"`
    this.#elements.push(
      `<text x="${round(x)}" y="${baseline}" font-size="${size}"${heavy}${this.#fill()}>${escapeXml(text)}</text>`,
    )
  }

  measureText(text: string): { width: number } {
    const { size, weight } = this.#letters()
    return { width: this.#measure(text, size, weight) }
  }

  #letters(): { size: number; weight: number } {
    const [, weight = '400', size = '11'] = /^(\d+) ([\d.]+)px/.exec(this.font) ?? []
    return { size: Number(size), weight: Number(weight) }
  }

  #fill(): string {
    // What is taken away is painted over.
    const colour = this.globalCompositeOperation === 'destination-out' ? this.#paper : String(this.fillStyle)
    return ` fill="${colour}"${this.globalAlpha < 1 ? ` fill-opacity="${round(this.globalAlpha)}"` : ''}`
  }

  #stroke(): string {
    const dash = this.#dash.length > 0 ? ` stroke-dasharray="${this.#dash.join(' ')}"` : ''
    const alpha = this.globalAlpha < 1 ? ` stroke-opacity="${round(this.globalAlpha)}"` : ''
    return ` stroke="${String(this.strokeStyle)}" stroke-width="${round(this.lineWidth)}"${dash}${alpha}`
  }
}

function box(x: number, y: number, width: number, height: number): string {
  return `x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(Math.max(0, height))}"`
}

function round(length: number): number {
  return Math.round(length * 100) / 100
}
