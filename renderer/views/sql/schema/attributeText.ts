import type { SqlAttribute } from '../../../../preload/contract/sql/vocabulary'

const COLUMNS: Record<SqlAttribute['scope'], string> = {
  span: 'attributes',
  resource: 'resource_attributes',
  event: 'attributes',
  link: 'attributes',
  instrumentation: 'scope_attributes',
}

/** An attribute as it is looked up: `attributes['http.route']`. */
export function attributeText({ scope, key }: Pick<SqlAttribute, 'scope' | 'key'>): string {
  return `${COLUMNS[scope]}[${textLiteral(key)}]`
}

export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
