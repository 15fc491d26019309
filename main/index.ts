import { startDesktop } from './desktop/startDesktop'

startDesktop(import.meta.dirname)
