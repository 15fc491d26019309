/** The key that gives commands on this system, as it is written on keyboards. */
export const commandKey = /Mac/.test(navigator.userAgent) ? 'Cmd' : 'Ctrl'
