import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The editor in the program's own colours, which follow the theme by themselves. */
export const editorTheme: Extension = [
  EditorView.theme({
    '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: '13px' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px' },
    '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
    '.cm-line': { padding: '0 12px 0 8px' },
    '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-faint)', border: 'none' },
    '.cm-lineNumbers .cm-gutterElement': { minWidth: '36px', padding: '0 8px 0 12px' },
    '.cm-activeLine, .cm-activeLineGutter': {
      backgroundColor: 'color-mix(in oklab, var(--surface-hover), transparent 40%)',
    },
    '&:not(.cm-focused) .cm-activeLine, &:not(.cm-focused) .cm-activeLineGutter': { backgroundColor: 'transparent' },
    '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '1.5px' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'var(--surface-selected)',
    },
    '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--surface-selected)', outline: 'none' },
    '&.cm-focused .cm-nonmatchingBracket': { color: 'var(--error)', backgroundColor: 'transparent' },
    '.cm-lintRange-error': {
      backgroundImage: 'none',
      textDecoration: 'underline wavy var(--error) 1px',
      textUnderlineOffset: '4px',
      textDecorationSkipInk: 'none',
    },
    '.cm-lintPoint-error:after': { borderBottomColor: 'var(--error)' },
    '.cm-tooltip': {
      border: '1px solid var(--line)',
      borderRadius: 'var(--radius)',
      backgroundColor: 'var(--surface-raised)',
      boxShadow: 'var(--shadow)',
      color: 'var(--ink)',
      overflow: 'hidden',
    },
    '.cm-diagnostic': { padding: '6px 10px', border: 'none', maxWidth: '60ch' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': {
      maxHeight: '260px',
      fontFamily: 'var(--mono)',
      fontSize: '12px',
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
      display: 'flex',
      justifyContent: 'space-between',
      padding: '2px 10px',
      lineHeight: '20px',
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li > .cm-completionLabel': {
      overflow: 'hidden',
      textOverflow: 'ellipsis',
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
      backgroundColor: 'var(--surface-selected)',
      color: 'var(--ink)',
    },
    '.cm-completionMatchedText': { color: 'var(--accent)', textDecoration: 'none', fontWeight: '600' },
    '.cm-completionDetail': { flex: 'none', marginLeft: '24px', color: 'var(--ink-muted)', fontStyle: 'normal' },
    '.cm-panels': { backgroundColor: 'var(--surface-sunken)', color: 'var(--ink)', borderColor: 'var(--line)' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
      { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--service-5)' },
      { tag: [tags.string, tags.special(tags.string)], color: 'var(--ok)' },
      { tag: [tags.number, tags.bool, tags.null], color: 'var(--warning)' },
      { tag: tags.comment, color: 'var(--ink-faint)', fontStyle: 'italic' },
      { tag: [tags.operator, tags.punctuation], color: 'var(--ink-muted)' },
    ]),
  ),
]
