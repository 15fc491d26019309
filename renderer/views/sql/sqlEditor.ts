import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  type CompletionSource,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, LanguageSupport } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state'
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
import { formatStatement, sameCursor } from './formatStatement'
import type { RunStatement } from './StatementRun.svelte'
import { statementRange, statementRanges, type TextRange } from './statementRange'

export interface SqlEditorOptions {
  onrun: (statements: RunStatement[]) => void
  /** Escape, where it closes nothing in the editor. False: it means nothing. */
  oncancel: () => boolean
  onchange: (text: string, cursor: number) => void
  /** Completes what stands in texts. */
  values: CompletionSource
}

/** A text that is edited, and where its cursor was left. */
export interface EditedText {
  text: string
  cursor: number
}

/** The editor of statements: CodeMirror with what it needs here. Each text keeps what can be undone in it. */
export class SqlEditor {
  readonly #view: EditorView
  readonly #language = new Compartment()
  readonly #options: SqlEditorOptions
  readonly #states = new WeakMap<EditedText, EditorState>()
  #shown: EditedText | undefined
  #known: Extension = plainDialect.extension

  constructor(options: SqlEditorOptions) {
    this.#options = options
    this.#view = new EditorView({ state: this.#stateOf({ text: '', cursor: 0 }) })
  }

  /** Puts it into a place of the page, out of the one where it was. */
  attach(parent: HTMLElement): void {
    parent.append(this.#view.dom)
    this.#view.requestMeasure()
  }

  /** Shows a text, as it was left when it was last shown unless it was changed elsewhere. */
  show(edited: EditedText): void {
    if (this.#shown === edited && this.#view.state.doc.toString() === edited.text) return
    if (this.#shown) this.#states.set(this.#shown, this.#view.state)
    const left = this.#states.get(edited)
    this.#shown = edited
    this.#view.setState(left?.doc.toString() === edited.text ? left : this.#stateOf(edited))
    this.#view.dispatch({ effects: this.#language.reconfigure(this.#known), scrollIntoView: true })
  }

  #stateOf({ text, cursor }: EditedText): EditorState {
    const run = () => {
      this.run()
      return true
    }
    const runAll = () => {
      this.runAll()
      return true
    }
    return EditorState.create({
      doc: text,
      selection: { anchor: Math.min(cursor, text.length) },
      extensions: [
        Prec.highest(
          keymap.of([
            { key: 'Mod-Enter', run },
            { key: 'Mod-Shift-Enter', run: runAll },
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
          { key: 'Escape', run: () => this.#options.oncancel() },
          ...defaultKeymap,
        ]),
        EditorView.contentAttributes.of({ 'aria-label': 'SQL statement', spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          const { doc, selection } = update.state
          if (update.docChanged || update.selectionSet) this.#options.onchange(doc.toString(), selection.main.head)
        }),
        this.#language.of(this.#known),
        editorTheme,
      ],
    })
  }

  /** Colours and completes by what the running DuckDB and the archive know. */
  learn(vocabulary: SqlVocabulary): void {
    const dialect = duckdbDialect(vocabulary)
    const completes = [completionsOf(vocabulary), this.#options.values].map((autocomplete) =>
      dialect.language.data.of({ autocomplete }),
    )
    this.#known = new LanguageSupport(dialect.language, completes)
    this.#view.dispatch({ effects: this.#language.reconfigure(this.#known) })
  }

  /** Runs the selected text or the statement at the cursor. What was being offered goes, so that Escape is the statement's. */
  run(): void {
    closeCompletion(this.#view)
    const range = statementRange(this.#view.state)
    if (range) this.#options.onrun([this.#statementIn(range)])
    this.#view.focus()
  }

  /** Runs all statements of the text, or of what is selected. */
  runAll(): void {
    closeCompletion(this.#view)
    const { from, to } = this.#view.state.selection.main
    const selected = statementRanges(this.#view.state)
      .map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to, to) }))
      .filter((range) => this.#view.state.sliceDoc(range.from, Math.max(range.from, range.to)).trim() !== '')
    const ranges = selected.length > 0 ? selected : statementRanges(this.#view.state)
    if (ranges.length > 0) this.#options.onrun(ranges.map((range) => this.#statementIn(range)))
    this.#view.focus()
  }

  #statementIn({ from, to }: TextRange): RunStatement {
    return { text: this.#view.state.sliceDoc(from, to), from }
  }

  /** Lays out what is selected, or the whole text; false where that cannot be done. */
  async format(): Promise<boolean> {
    const { doc, selection } = this.#view.state
    const { from, to } = selection.main.empty ? { from: 0, to: doc.length } : selection.main
    const text = doc.sliceString(from, to)
    const formatted = await formatStatement(text)
    // What was written meanwhile counts.
    if (formatted === undefined || this.#view.state.doc !== doc) return false
    const anchor = from + sameCursor(text, Math.max(0, Math.min(selection.main.head, to) - from), formatted)
    this.#view.dispatch({
      changes: { from, to, insert: formatted },
      selection: { anchor },
      scrollIntoView: true,
      userEvent: 'input',
    })
    this.#view.focus()
    return true
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
}
