import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_SCROLL_HEIGHT,
  isScaled,
  maxOffset,
  offsetAt,
  offsetToShow,
  rowsAt,
  scrollHeight,
  scrollTopAt,
  type RowGeometry,
} from '../../renderer/ui/scaledScroll'

const few: RowGeometry = { rowCount: 1_000, rowHeight: 28, viewportHeight: 700 }
const many: RowGeometry = { rowCount: 10_000_000, rowHeight: 28, viewportHeight: 700 }

describe('rows that one scroller can hold', () => {
  it('move with it, pixel by pixel', () => {
    expect(scrollHeight(few)).toBe(28_000)
    expect(isScaled(few)).toBe(false)
    expect(offsetAt(few, 123)).toBe(123)
    expect(scrollTopAt(few, 123)).toBe(123)
    expect(offsetAt(few, 999_999)).toBe(27_300)
  })

  it('are those that the viewport touches', () => {
    expect(rowsAt(few, 0)).toEqual({ first: 0, last: 25 })
    expect(rowsAt(few, 14)).toEqual({ first: 0, last: 26 })
    expect(rowsAt(few, 27_300, 3)).toEqual({ first: 972, last: 1_000 })
    expect(rowsAt({ ...few, rowCount: 0 }, 0)).toEqual({ first: 0, last: 0 })
  })
})

describe('more rows than a scroller can be tall', () => {
  it('are reached from the first to the last', () => {
    expect(scrollHeight(many)).toBe(MAX_SCROLL_HEIGHT)
    expect(isScaled(many)).toBe(true)
    expect(offsetAt(many, 0)).toBe(0)
    expect(offsetAt(many, MAX_SCROLL_HEIGHT - 700)).toBe(280_000_000 - 700)
    expect(rowsAt(many, maxOffset(many))).toEqual({ first: 9_999_975, last: 10_000_000 })
  })

  it('lie where the scroll bar says, both ways', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.double({ min: 0, max: MAX_SCROLL_HEIGHT - 700, noNaN: true }), (scrollTop) => {
        expect(scrollTopAt(many, offsetAt(many, scrollTop))).toBeCloseTo(scrollTop, 5)
      }),
    )
  })
})

describe('offsetToShow', () => {
  it('moves no further than needed', () => {
    expect(offsetToShow(few, 280, 12)).toBe(280)
    expect(offsetToShow(few, 280, 9)).toBe(252)
    expect(offsetToShow(few, 280, 35)).toBe(308)
    expect(offsetToShow(few, 280, 999)).toBe(27_300)
  })

  it('always leaves the row wholly in sight', () => {
    fastCheck.assert(
      fastCheck.property(
        fastCheck.nat(many.rowCount - 1),
        fastCheck.double({ min: 0, max: maxOffset(many), noNaN: true }),
        (row, offset) => {
          const shown = offsetToShow(many, offset, row)
          expect(row * 28).toBeGreaterThanOrEqual(shown)
          expect(row * 28 + 28).toBeLessThanOrEqual(shown + 700)
        },
      ),
    )
  })
})
