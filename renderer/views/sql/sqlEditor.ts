import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, LanguageSupport } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, Prec } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { SqlVocabulary } from '../../../preload/contract/sql/vocabulary'
import { completionsOf } from './completions'
import { duckdbDialect, plainDialect } from './duckdbDialect'
import { editorTheme } from '../../ui/editorTheme'
import { statementRange } from './statementRange'
import type { RunStatement } from './sqlWorkspace.svelte'

export interface SqlEditorOptions {
  parent: HTMLElement
  text: string
  cursor: number
  onrun: (statement: RunStatement) => void
  /** Escape, where it closes nothing in the editor. False: it means nothing. */
  oncancel: () => boolean
  onchange: (text: string, cursor: number) => void
}

/** The editor of statements: CodeMirror with what it needs here. */
export class SqlEditor {
  readonly #view: EditorView
  readonly #language = new Compartment()
  readonly #onrun: SqlEditorOptions['onrun']

  constructor({ parent, text, cursor, onrun, oncancel, onchange }: SqlEditorOptions) {
    this.#onrun = onrun
    const run = () => {
      this.run()
      return true
    }
    this.#view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        selection: { anchor: Math.min(cursor, text.length) },
        extensions: [
          Prec.highest(
            keymap.of([
              { key: 'Mod-Enter', run },
              { key: 'Tab', run: acceptCompletion },
            ]),
          ),
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ activateOnTyping: true, icons: false }),
          keymap.of([
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...historyKeymap,
            { key: 'Escape', run: oncancel },
            ...defaultKeymap,
          ]),
          EditorView.contentAttributes.of({ 'aria-label': 'SQL statement', spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            const { doc, selection } = update.state
            if (update.docChanged || update.selectionSet) onchange(doc.toString(), selection.main.head)
          }),
          this.#language.of(plainDialect.extension),
          editorTheme,
        ],
      }),
    })
  }

  /** Colours and completes by what the running DuckDB and the archive know. */
  learn(vocabulary: SqlVocabulary): void {
    const dialect = duckdbDialect(vocabulary)
    const completes = dialect.language.data.of({ autocomplete: completionsOf(vocabulary) })
    this.#view.dispatch({ effects: this.#language.reconfigure(new LanguageSupport(dialect.language, completes)) })
  }

  /** Runs the selected text or the statement at the cursor. What was being offered goes, so that Escape is the statement's. */
  run(): void {
    closeCompletion(this.#view)
    const range = statementRange(this.#view.state)
    if (range) this.#onrun({ text: this.#view.state.sliceDoc(range.from, range.to), from: range.from })
    this.#view.focus()
  }

  /** Puts SQL at the cursor, apart from the word before it; of a call the cursor goes between the parentheses. */
  insert(text: string): void {
    const { from, to } = this.#view.state.selection.main
    const before = this.#view.state.sliceDoc(from - 1, from)
    const insert = (/[\w"]/.test(before) ? ' ' : '') + text
    this.#view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length - (insert.endsWith('()') ? 1 : 0) },
      userEvent: 'input',
    })
    this.#view.focus()
  }

  /** Underlines the word at `place`, or nothing; the text may have changed since. */
  underline(place: { at: number; message: string } | null): void {
    const { state } = this.#view
    const at = place && Math.min(place.at, state.doc.length)
    const word = at === null ? null : /^(?:[\w$]+|"[^"\n]*"?|'[^'\n]*'?|\S)/.exec(state.sliceDoc(at, at + 200))
    const from = at === null ? 0 : word ? at : Math.max(at - 1, 0)
    const to = at === null ? 0 : word ? at + word[0].length : at
    const diagnostics = place && to > from ? [{ from, to, severity: 'error' as const, message: place.message }] : []
    this.#view.dispatch(setDiagnostics(state, diagnostics))
  }

  /** Moves the cursor to a place and shows it. */
  goTo(at: number): void {
    const anchor = Math.min(at, this.#view.state.doc.length)
    this.#view.dispatch({ selection: { anchor }, scrollIntoView: true })
    this.#view.focus()
  }

  focus(): void {
    this.#view.focus()
  }

  destroy(): void {
    this.#view.destroy()
  }
}
