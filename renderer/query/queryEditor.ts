import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, LanguageSupport, LRLanguage } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { EditorState, Prec } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view'
import { styleTags, tags } from '@lezer/highlight'
import type { QueryProblem } from '../../preload/contract/traceql/QueryProblem'
import { parser } from '../../preload/contract/traceql/traceql.grammar'
import { editorTheme } from '../ui/editorTheme'
import type { CompletionSource } from './CompletionSource'
import { traceqlCompletions } from './traceqlCompletions'

const traceql = LRLanguage.define({
  name: 'traceql',
  parser: parser.configure({
    props: [
      styleTags({
        String: tags.string,
        'Integer Float Duration': tags.number,
        'Function MetricsFunction Compare': tags.keyword,
        Operator: tags.operator,
        '{ } ( ) [ ]': tags.punctuation,
      }),
    ],
  }),
})

const oneLine = EditorView.theme({
  '&': { height: 'auto', maxHeight: '84px', backgroundColor: 'transparent' },
  '.cm-scroller': { overflow: 'auto' },
  '.cm-content': { padding: '3px 0' },
  '.cm-line': { padding: '0 2px' },
  '.cm-placeholder': { color: 'var(--ink-faint)' },
})

export interface QueryEditorOptions {
  parent: HTMLElement
  text: string
  source: CompletionSource
  /** Enter, where it chooses nothing that is offered. */
  onsubmit: () => void
  /** Escape, where it closes nothing. */
  onleave: () => void
  /** Alt and the down arrow: other queries are wanted. */
  onrecall: () => void
  onchange: (text: string) => void
}

/** The one-line editor of a TraceQL query. */
export class QueryEditor {
  readonly #view: EditorView

  constructor({ parent, text, source, onsubmit, onleave, onrecall, onchange }: QueryEditorOptions) {
    const submit = (view: EditorView) => {
      const before = view.state.doc
      // What is offered and stands there already is no reason to wait for another Enter.
      if (completionStatus(view.state) === 'active' && acceptCompletion(view) && !view.state.doc.eq(before)) return true
      closeCompletion(view)
      onsubmit()
      return true
    }
    const completes = traceql.data.of({ autocomplete: traceqlCompletions(source) })
    this.#view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          // Completion comes before, so that Escape closes it first.
          keymap.of(completionKeymap),
          Prec.high(
            keymap.of([
              { key: 'Enter', run: submit },
              { key: 'Mod-Enter', run: submit },
              {
                key: 'Alt-ArrowDown',
                run: () => {
                  onrecall()
                  return true
                },
              },
            ]),
          ),
          // What is pasted over several lines is one query.
          EditorState.transactionFilter.of((transaction) => {
            if (transaction.newDoc.lines === 1) return transaction
            const insert = transaction.newDoc.toString().replaceAll(/\s*\n\s*/g, ' ')
            return [
              {
                changes: { from: 0, to: transaction.startState.doc.length, insert },
                selection: { anchor: insert.length },
              },
            ]
          }),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ activateOnTyping: true, icons: false, interactionDelay: 0, defaultKeymap: false }),
          keymap.of([
            ...closeBracketsKeymap,
            ...historyKeymap,
            {
              key: 'Escape',
              run: () => {
                onleave()
                return true
              },
            },
            ...defaultKeymap,
          ]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'TraceQL query', spellcheck: 'false' }),
          placeholder('{ resource.service.name = "checkout" && duration > 100ms }, or any words'),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onchange(update.state.doc.toString())
          }),
          new LanguageSupport(traceql, completes),
          editorTheme,
          oneLine,
        ],
      }),
    })
  }

  get text(): string {
    return this.#view.state.doc.toString()
  }

  /** Whether something is offered, so that what is written is surely not all. */
  get isOffering(): boolean {
    return completionStatus(this.#view.state) === 'active'
  }

  /** Shows another query than was written. */
  replace(text: string): void {
    if (text === this.text) return
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } })
  }

  /** Underlines what is wrong, or nothing. */
  underline(problems: readonly QueryProblem[]): void {
    const { state } = this.#view
    const diagnostics = problems.map(({ from, to, message }) => {
      const end = Math.min(Math.max(to, from + 1), state.doc.length)
      return { from: Math.min(from, Math.max(end - 1, 0)), to: end, severity: 'error' as const, message }
    })
    this.#view.dispatch(setDiagnostics(state, diagnostics))
  }

  focus(): void {
    this.#view.focus()
    this.#view.dispatch({ selection: { anchor: this.text.length } })
  }

  destroy(): void {
    this.#view.destroy()
  }
}
