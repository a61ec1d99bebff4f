/** The groups of nodes that reach each other, each sorted by name: Tarjan's strongly connected components. */
export const findCycles = (edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] => {
  const found: string[][] = []
  const order = new Map<string, number>()
  const stack: string[] = []

  /** Returns the earliest node on the stack that the given one reaches. */
  const visit = (node: string): number => {
    const at = order.size
    order.set(node, at)
    stack.push(node)
    let lowest = at
    for (const next of edges.get(node) ?? []) {
      const seen = order.get(next)
      if (seen === undefined) lowest = Math.min(lowest, visit(next))
      else if (stack.includes(next)) lowest = Math.min(lowest, seen)
    }
    if (lowest === at) {
      const group = stack.splice(stack.indexOf(node))
      if (group.length > 1 || edges.get(node)?.includes(node)) found.push(group.sort())
    }
    return lowest
  }

  for (const node of edges.keys()) if (!order.has(node)) visit(node)
  return found
}
