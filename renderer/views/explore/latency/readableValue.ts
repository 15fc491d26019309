/** A value by which spans are counted, without the letter of its type. */
export function readableValue(value: string): string {
  if (value === 'nil') return 'none'
  return value.slice(2) === '' ? '(empty)' : value.slice(2)
}
