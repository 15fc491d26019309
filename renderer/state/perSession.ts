import type { Session } from './session.svelte'

/** One of each session, made when it is first asked for: it outlives the views that use it. */
export function perSession<Value extends object>(make: (session: Session) => Value): (session: Session) => Value {
  const made = new WeakMap<Session, Value>()
  return (session) => {
    const value = made.get(session) ?? make(session)
    made.set(session, value)
    return value
  }
}
