import type { ControlMemory } from './Control'

/** What is known of a job that reads a part of a file. */
const State = {
  /** Nobody has begun it. */
  open: 0,
  /** Its beginning is being looked for. */
  begun: 1,
  /** It begins where `starts` says. */
  placed: 2,
  /** There is nothing for it to do: the job before it reads on through its part. */
  taken: 3,
} as const

const LONGEST_WAIT_MS = 200

/**
 * How the jobs that read one file, each a part of it, agree on where one ends and the next begins. A job guesses its
 * beginning; the one before it, which knows the structure up to there, accepts the guess or reads on.
 */
export class JobStates {
  private readonly states: Int32Array
  private readonly starts: Float64Array

  constructor({ states, starts }: ControlMemory) {
    this.states = new Int32Array(states)
    this.starts = new Float64Array(starts)
  }

  /** Claims a job for the thread that is to do it. False where another job has taken it over. */
  begin(job: number): boolean {
    return Atomics.compareExchange(this.states, job, State.open, State.begun) === State.open
  }

  /** The job's part begins at `start`; null: there is no beginning in it. */
  place(job: number, start: number | null): void {
    if (start !== null) this.starts[job] = start
    Atomics.store(this.states, job, start === null ? State.taken : State.placed)
    Atomics.notify(this.states, job)
  }

  /** Whether job `job` begins at `offset`. If not, it is taken over: its part must be read by who asks. */
  meets(job: number, offset: number): boolean {
    for (;;) {
      const state = Atomics.compareExchange(this.states, job, State.open, State.taken)
      if (state === State.begun) {
        Atomics.wait(this.states, job, State.begun, LONGEST_WAIT_MS)
        continue
      }
      if (state === State.placed && this.starts[job] === offset) return true
      Atomics.store(this.states, job, State.taken)
      return false
    }
  }

  /** Takes a job over without looking at it. */
  take(job: number): void {
    this.meets(job, -1)
  }

  isTaken(job: number): boolean {
    return Atomics.load(this.states, job) === State.taken
  }
}
