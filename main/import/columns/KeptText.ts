/**
 * Tells whether text which was written for an earlier row of a batch is still there, so that a later cell may point
 * to it, too: within one epoch it is.
 */
export class KeptText {
  epoch = 0
  private row = -1

  /** A row begins. One that does not follow the last one tells that this was rolled back, or that a new batch was begun. */
  beginRow(row: number): void {
    if (row !== this.row + 1) this.epoch++
    this.row = row
  }
}
