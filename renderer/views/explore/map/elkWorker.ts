// It answers elkjs's own messages.
import 'elkjs/lib/elk-worker.min.js'
