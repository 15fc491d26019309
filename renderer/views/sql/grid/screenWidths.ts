import type { TextWidths } from './columnLayout'

/** Measures texts in the fonts of the grid. */
export function screenWidths(): TextWidths {
  const family = getComputedStyle(document.body).fontFamily
  return { cell: widthIn(`12.5px ${family}`), name: widthIn(`600 12px ${family}`) }
}

function widthIn(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return (text) => text.length * 8
  context.font = font
  // The page's figures are all as wide as a zero, which a canvas cannot be told.
  return (text) => context.measureText(text.replaceAll(/\d/g, '0')).width
}
