import { serve } from '../../preload/contract/channel'
import { acceptPorts } from '../hosts/acceptPorts'
import { exportRequests } from '../hosts/hostRequests'
import { exportTrace } from './exportTrace'
import { extractTraces } from './extract/extractTraces'

/** Entry of the export host: writes one file, apart from the host that answers the views, and is then ended. */
acceptPorts((port) => serve(port, exportRequests, { 'export.write': exportTrace, 'export.extract': extractTraces }))
