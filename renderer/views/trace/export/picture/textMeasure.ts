import type { MeasureText } from './SvgPen'

/** Measures as texts of a font family come out on the screen. */
export function textMeasure(font: string): MeasureText {
  const context = document.createElement('canvas').getContext('2d')
  return (text, size, weight) => {
    if (!context) return (text.length * size) / 2
    context.font = `${weight} ${size}px ${font}`
    return context.measureText(text).width
  }
}
