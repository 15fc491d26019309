/** Memory that all threads of an import share: what must be seen without waiting for a message. */
export interface ControlMemory {
  counters: SharedArrayBuffer
  /** A state for each job; see `JobStates`. */
  states: SharedArrayBuffer
  /** For each job the offset at which it begins. */
  starts: SharedArrayBuffer
}

const Counter = { signal: 0, aborted: 1, references: 2 } as const
/** A waiting thread looks again after so long, whatever it has heard. */
const LONGEST_WAIT_MS = 200

/** The shared memory of an import, seen from one of its threads. */
export class Control {
  readonly memory: ControlMemory
  private readonly counters: Int32Array

  constructor(memory: ControlMemory) {
    this.memory = memory
    this.counters = new Int32Array(memory.counters)
  }

  static forJobs(count: number): Control {
    return new Control({
      counters: new SharedArrayBuffer(Object.keys(Counter).length * 4),
      states: new SharedArrayBuffer(count * 4),
      starts: new SharedArrayBuffer(count * 8),
    })
  }

  get aborted(): boolean {
    return Atomics.load(this.counters, Counter.aborted) === 1
  }

  abort(): void {
    Atomics.store(this.counters, Counter.aborted, 1)
    this.signal()
  }

  /** A number that no thread of this import has been given before. */
  readonly nextReference = (): number => Atomics.add(this.counters, Counter.references, 1)

  /** Wakes threads that wait for something to happen. */
  signal(): void {
    Atomics.add(this.counters, Counter.signal, 1)
    Atomics.notify(this.counters, Counter.signal)
  }

  /** What to give to `wait`, taken before one looks whether there is something to do. */
  get moment(): number {
    return Atomics.load(this.counters, Counter.signal)
  }

  /** Waits until something has happened since `moment`. Blocks the thread. */
  wait(moment: number): void {
    Atomics.wait(this.counters, Counter.signal, moment, LONGEST_WAIT_MS)
  }
}
