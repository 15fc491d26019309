import type { JsonReader } from '../../json/JsonReader'
import type { KnownTag } from './KnownTag'

const MOST = 4

/** The tags that came behind a certain one, or first, in the lists of a file; the last one that did is first. */
export class FollowingTags {
  private readonly tags: KnownTag[] = []

  /** The one that stands at the reader's position, as far as its value; null if none does. */
  expected({ view, position, end }: JsonReader): KnownTag | null {
    const { tags } = this
    for (let index = 0; index < tags.length; index++) {
      const tag = tags[index]
      if (tag === undefined || !tag.before.isAt(view, position, end)) continue
      if (index > 0) this.putFirst(tag, index)
      return tag
    }
    return null
  }

  add(tag: KnownTag): void {
    const index = this.tags.indexOf(tag)
    this.putFirst(tag, index < 0 ? Math.min(this.tags.length, MOST - 1) : index)
  }

  private putFirst(tag: KnownTag, from: number): void {
    for (let index = from; index > 0; index--) {
      const before = this.tags[index - 1]
      if (before !== undefined) this.tags[index] = before
    }
    this.tags[0] = tag
  }
}
