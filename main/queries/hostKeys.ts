/** Attributes of a resource that name the machine whose clock it was, best first. */
export const HOST_KEYS = [
  'host.name',
  'hostname',
  'host.id',
  'k8s.node.name',
  'net.host.ip',
  'ip',
  'k8s.pod.name',
  'container.id',
]
