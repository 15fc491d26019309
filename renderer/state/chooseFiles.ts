/** Lets the user choose files, or a folder with all that is in it, with the browser's own dialog; empty when they did not. */
export function chooseFiles(kind: 'files' | 'folder'): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.webkitdirectory = kind === 'folder'
    input.hidden = true
    const settle = (files: File[]) => {
      input.remove()
      resolve(files)
    }
    input.addEventListener('change', () => settle([...(input.files ?? [])]), { once: true })
    input.addEventListener('cancel', () => settle([]), { once: true })
    // In the document, because one that nothing holds may be collected while its dialog is open: its files never arrive.
    document.body.append(input)
    input.click()
  })
}
