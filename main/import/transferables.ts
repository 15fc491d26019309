/** Every buffer in `value`, an object of objects and typed arrays, once each: for a transfer list. */
export function transferables(value: object): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  const open: object[] = [value]
  for (let each = open.pop(); each; each = open.pop()) {
    if (ArrayBuffer.isView(each)) {
      if (each.buffer instanceof ArrayBuffer) buffers.add(each.buffer)
    } else {
      for (const part of Object.values(each)) if (typeof part === 'object' && part !== null) open.push(part)
    }
  }
  return [...buffers]
}
