import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { ShellBridge } from './contract/shellBridge'

const bridge: ShellBridge = {
  requestPort: (id, place, archive) => ipcRenderer.send('port', { id, place, archive }),
  pathOf: (file) => webUtils.getPathForFile(file),
}

contextBridge.exposeInMainWorld('traceloupe', bridge)

ipcRenderer.on('port', (event, id: number) => {
  window.postMessage({ traceloupePort: id }, window.location.origin, event.ports)
})
