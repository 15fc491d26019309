import type { DecodeProblems } from '../../DecodeProblems'
import { IdForm } from '../../json/decodeBase64Id'

const MESSAGES = {
  unknown_kind: 'a kind of span that is not known is shown as unspecified',
  unknown_status: 'a status that is not known is shown as unset',
  base64_ids: 'ids are written in base64; they are shown in hexadecimal',
  base64_hex_ids: 'ids are written in base64 of their hexadecimal digits; they are shown in hexadecimal',
  text_ids: 'ids are written as hexadecimal text instead of bytes',
  float_times: 'times are written as fractions or with exponents, which may have cost them their last digits',
} as const

type Code = keyof typeof MESSAGES

/** What is odd about the record that is being read, each kind once; the record is taken all the same. */
export class RecordNotices {
  private readonly problems: DecodeProblems
  private readonly found = new Map<Code, number>()

  constructor(problems: DecodeProblems) {
    this.problems = problems
  }

  /** A record begins. */
  begin(): void {
    if (this.found.size > 0) this.found.clear()
  }

  /** `offset` is the byte of the unwrapped file. */
  add(code: Code, offset: number): void {
    if (!this.found.has(code)) this.found.set(code, offset)
  }

  /** Notes how an id was written: a value of `IdForm`. */
  addIdForm(form: number, offset: number): void {
    if (form !== IdForm.plain) this.add(form === IdForm.base64 ? 'base64_ids' : 'base64_hex_ids', offset)
  }

  /** The record has been read: it counts when the record is kept. */
  end(): void {
    if (this.found.size === 0) return
    for (const [code, offset] of this.found) this.problems.noticeInRecord(code, MESSAGES[code], { offset })
  }
}
