import type { AlterTableCmd, AlterTableStmt, ColumnDef, Constraint, Node } from 'libpg-query';
import type { Finding, Known } from './find-dangers.ts';

/** What of `alter table` is refused, of a table that was there before this file. */
export function dangersOfAlteration(statement: AlterTableStmt, known: Known): Finding[] {
  if (statement.objtype !== 'OBJECT_TABLE')
    return [{ rule: 'unknown', what: `alter ${statement.objtype ?? ''}`.toLowerCase() }];
  const table = statement.relation?.relname ?? '';
  if (known.madeHere.has(table)) return [];
  const parts = (statement.cmds ?? []).flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));
  return parts.flatMap((part) => dangersOfPart(part, { table, known }));
}

type Place = { readonly table: string; readonly known: Known };

function dangersOfPart(part: AlterTableCmd, { table, known }: Place): Finding[] {
  const what = `${table}.${part.name ?? ''}`;
  switch (part.subtype) {
    case 'AT_AddColumn':
      return part.def !== undefined && 'ColumnDef' in part.def ? dangersOfColumn(part.def.ColumnDef, table) : [];
    case 'AT_AddConstraint':
      return part.def !== undefined && 'Constraint' in part.def ? dangersOfConstraint(part.def.Constraint, table) : [];
    case 'AT_DropColumn':
      return [{ rule: 'drop-column', what }];
    case 'AT_AlterColumnType':
      return [{ rule: 'change-type', what }];
    case 'AT_SetNotNull':
      return [{ rule: 'set-not-null', what }];
    case 'AT_ColumnDefault':
      return part.def === undefined ? [{ rule: 'drop-default', what }] : [];
    case 'AT_DropConstraint':
      return known.widened.has(`${table}.${part.name ?? ''}`) ? [] : [{ rule: 'drop-constraint', what }];
    case 'AT_ValidateConstraint':
      return known.alteredBefore.has(table) ? [{ rule: 'validate-not-alone', what }] : [];
    case 'AT_EnableRowSecurity':
    case 'AT_ForceRowSecurity':
      return [{ rule: 'row-security', what: table }];
    case 'AT_DropNotNull':
    case 'AT_SetStatistics':
    case 'AT_SetRelOptions':
      return [];
    default:
      return [{ rule: 'unknown', what: `${part.subtype ?? ''} of ${table}` }];
  }
}

function dangersOfColumn(column: ColumnDef, table: string): Finding[] {
  const what = `${table}.${column.colname ?? ''}`;
  const constraints = (column.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
  const kinds = new Set(constraints.map((each) => each.contype));
  const standard = constraints.find((each) => each.contype === 'CONSTR_DEFAULT')?.raw_expr;
  const findings: Finding[] = [];
  const fills = kinds.has('CONSTR_IDENTITY') || kinds.has('CONSTR_GENERATED');
  if (fills || (standard !== undefined && !isSameForAll(standard))) findings.push({ rule: 'default-rewrites', what });
  if (kinds.has('CONSTR_NOTNULL') && standard === undefined && !fills)
    findings.push({ rule: 'not-null-without-default', what });
  if (kinds.has('CONSTR_CHECK') || kinds.has('CONSTR_FOREIGN')) findings.push({ rule: 'constraint-locks', what });
  if (kinds.has('CONSTR_UNIQUE') || kinds.has('CONSTR_PRIMARY')) findings.push({ rule: 'unique-locks', what });
  return findings;
}

/** A value that PostgreSQL reckons once and keeps apart from the rows. Of functions only those that stand still in a transaction. */
function isSameForAll(value: Node): boolean {
  if ('A_Const' in value || 'SQLValueFunction' in value) return true;
  if ('TypeCast' in value) return value.TypeCast.arg !== undefined && isSameForAll(value.TypeCast.arg);
  if ('A_ArrayExpr' in value) return (value.A_ArrayExpr.elements ?? []).every(isSameForAll);
  if (!('FuncCall' in value)) return false;
  const [name] = (value.FuncCall.funcname ?? []).slice(-1);
  return name !== undefined && 'String' in name && name.String.sval === 'now';
}

function dangersOfConstraint(constraint: Constraint, table: string): Finding[] {
  const what = `${table}.${constraint.conname ?? 'a constraint without a name'}`;
  switch (constraint.contype) {
    case 'CONSTR_CHECK':
    case 'CONSTR_FOREIGN':
      return constraint.skip_validation === true ? [] : [{ rule: 'constraint-locks', what }];
    case 'CONSTR_UNIQUE':
    case 'CONSTR_PRIMARY':
      return constraint.indexname === undefined ? [{ rule: 'unique-locks', what }] : [];
    case 'CONSTR_EXCLUSION':
      return [{ rule: 'unique-locks', what }];
    default:
      return [{ rule: 'unknown', what }];
  }
}
