import type { SyntaxNode } from '@lezer/common'
import type { Binary, FieldExpression } from './ast'
import { bothOperandsOf, onlyOperandOf } from './operandsOf'
import { QueryRefusal } from './QueryRefusal'
import { readAttribute, readIntrinsic } from './readField'
import { readArray, readNegative, readNumber, readWordLiteral } from './readLiteral'
import { readChain } from './readChain'
import { readOperator } from './readOperator'
import { readString } from './readString'

const COMPARING = ['=', '!=', '<', '<=', '>', '>=', '=~', '!~'] as const
const BINARY: readonly Binary['operator'][] = [...COMPARING, '+', '-', '*', '/', '%', '^']
const NUMBERS = ['Integer', 'Float', 'Duration']

/** What stands in braces, and in the parentheses of by(), select() and aggregates. */
export function readFieldExpression(node: SyntaxNode, text: string): FieldExpression {
  const { from, to } = node
  switch (node.name) {
    case 'Attribute':
      return readAttribute(node, text)
    case 'Word':
      return readWordLiteral(node, text) ?? readIntrinsic(node, text)
    case 'String':
      return readString(node, text)
    case 'Array':
      return readArray(node, text)
    case 'Group':
      return readFieldExpression(onlyOperandOf(node), text)
    case 'FieldNegation': {
      const operator = readOperator(node, text, ['!', '-'])
      const operand = onlyOperandOf(node)
      if (operator === '-' && NUMBERS.includes(operand.name)) return readNegative({ from, to }, operand, text)
      return { kind: 'unary', operator, operand: readFieldExpression(operand, text), from, to }
    }
    case 'FieldChain':
      return readChain<FieldExpression>(
        node,
        text,
        (operand) => readFieldExpression(operand, text),
        (operator, left, right, place) => ({ kind: 'binary', operator, left, right, ...place }),
      )
    case 'FieldBinary': {
      const [left, right] = bothOperandsOf(node)
      return {
        kind: 'binary',
        operator: readOperator(node, text, BINARY),
        left: readFieldExpression(left, text),
        right: readFieldExpression(right, text),
        from,
        to,
      }
    }
    case 'Call': {
      const name = text.slice(from, onlyOperandOf(node).to)
      throw new QueryRefusal(node, `${name}() is a stage of its own, after the braces: { … } | ${name}(…)`)
    }
    default:
      return readNumber(node, text)
  }
}
