import type { DropStmt, GrantStmt, Node } from 'libpg-query';
import { dangersOfAlteration } from './alter-table.ts';
import type { Rule } from './rules.ts';
import type { Statement } from './read-migrations.ts';

export type Finding = { readonly rule: Rule; readonly what: string };

/** What else the same file does. */
export type Known = {
  /** Tables, indexes, views, types and functions of statements before this one: nobody else has seen them yet. */
  readonly madeHere: Set<string>;
  /** `table.name` of checks that this file adds, and of triggers and policies that it makes: who has been dropped before comes back. */
  readonly widened: ReadonlySet<string>;
  /** Tables that a statement before this one has altered. */
  readonly alteredBefore: Set<string>;
};

export type FileFacts = {
  readonly concurrent: boolean;
  readonly statements: readonly Statement[];
  readonly role: string;
};

/** What in a file the previous release would not survive, or writers would wait for. */
export function findDangers(file: FileFacts): (Finding & { readonly line: number })[] {
  const nodes = file.statements.map(({ node }) => node);
  const known: Known = {
    madeHere: new Set(),
    widened: new Set(nodes.flatMap(namesPutBack)),
    alteredBefore: new Set(),
  };
  return file.statements.flatMap(({ line, node }) => {
    const findings = dangersOf(node, { ...file, known });
    for (const name of namesMade(node)) known.madeHere.add(name);
    if ('AlterTableStmt' in node) known.alteredBefore.add(node.AlterTableStmt.relation?.relname ?? '');
    return findings.map((finding) => ({ ...finding, line }));
  });
}

const HARMLESS = [
  'CreateStmt',
  'CreatePolicyStmt',
  'CreateFunctionStmt',
  'CreateTrigStmt',
  'CreateSeqStmt',
  'CreateEnumStmt',
  'CreateDomainStmt',
  'CompositeTypeStmt',
  'AlterEnumStmt',
  'AlterDefaultPrivilegesStmt',
  'AlterFunctionStmt',
  'CommentStmt',
  'DefineStmt',
  'ViewStmt',
  'SelectStmt',
] as const;

type Facts = FileFacts & { readonly known: Known };

function dangersOf(node: Node, facts: Facts): Finding[] {
  const { known } = facts;
  if (HARMLESS.some((kind) => kind in node)) return [];
  if ('AlterTableStmt' in node) return dangersOfAlteration(node.AlterTableStmt, known);
  if ('IndexStmt' in node) return dangersOfIndex(node.IndexStmt, facts);
  if ('DropStmt' in node) return dangersOfDrop(node.DropStmt, known);
  if ('GrantStmt' in node) return dangersOfGrant(node.GrantStmt, facts.role);
  if ('RenameStmt' in node)
    return [{ rule: 'rename', what: node.RenameStmt.subname ?? node.RenameStmt.relation?.relname ?? '' }];
  if ('DoStmt' in node) return [{ rule: 'hidden', what: 'do' }];
  if ('LockStmt' in node) return [{ rule: 'lock-table', what: 'lock' }];
  if ('VariableSetStmt' in node) return dangersOfSetting(node.VariableSetStmt.name ?? '');
  if ('InsertStmt' in node)
    return changesRows(
      node.InsertStmt.onConflictClause === undefined ? undefined : node.InsertStmt.relation?.relname,
      known,
    );
  if ('UpdateStmt' in node) return changesRows(node.UpdateStmt.relation?.relname, known);
  if ('DeleteStmt' in node) return changesRows(node.DeleteStmt.relation?.relname, known);
  if ('MergeStmt' in node) return changesRows(node.MergeStmt.relation?.relname, known);
  if ('TruncateStmt' in node) return [{ rule: 'writes-rows', what: 'truncate' }];
  return [{ rule: 'unknown', what: Object.keys(node).join() }];
}

function changesRows(table: string | undefined, known: Known): Finding[] {
  return table === undefined || known.madeHere.has(table) ? [] : [{ rule: 'writes-rows', what: table }];
}

function dangersOfSetting(name: string): Finding[] {
  if (name === 'role') return [];
  return [{ rule: name.endsWith('timeout') ? 'lock-timeout' : 'unknown', what: `set ${name}` }];
}

function dangersOfIndex(
  index: { concurrent?: boolean; idxname?: string; relation?: { relname?: string } },
  facts: Facts,
): Finding[] {
  const what = index.idxname ?? 'an index';
  if (facts.concurrent !== (index.concurrent === true) && (facts.concurrent || index.concurrent === true))
    return [{ rule: 'index-not-alone', what }];
  if (facts.concurrent) return facts.statements.length === 1 ? [] : [{ rule: 'index-not-alone', what }];
  return facts.known.madeHere.has(index.relation?.relname ?? '') ? [] : [{ rule: 'index-locks', what }];
}

function dangersOfDrop(drop: DropStmt, known: Known): Finding[] {
  return (drop.objects ?? [])
    .map(nameOf)
    .flatMap((what) =>
      known.madeHere.has(what) || known.widened.has(what) ? [] : [{ rule: 'drop-object' as const, what }],
    );
}

/** From whom the services run as. What is taken from an owner, or from everybody who is nobody yet, serves safety. */
function dangersOfGrant(grant: GrantStmt, role: string): Finding[] {
  if (grant.is_grant === true) return [];
  const loses = (grant.grantees ?? []).some((node) => 'RoleSpec' in node && node.RoleSpec.rolename === role);
  return loses ? [{ rule: 'revoke', what: role }] : [];
}

function namesMade(node: Node): string[] {
  if ('CreateStmt' in node)
    return node.CreateStmt.if_not_exists === true ? [] : [node.CreateStmt.relation?.relname ?? ''];
  if ('IndexStmt' in node) return [node.IndexStmt.idxname ?? ''];
  if ('ViewStmt' in node) return node.ViewStmt.replace === true ? [] : [node.ViewStmt.view?.relname ?? ''];
  if ('CompositeTypeStmt' in node) return [node.CompositeTypeStmt.typevar?.relname ?? ''];
  if ('CreateEnumStmt' in node) return [lastName(node.CreateEnumStmt.typeName)];
  if ('CreateFunctionStmt' in node)
    return node.CreateFunctionStmt.replace === true ? [] : [lastName(node.CreateFunctionStmt.funcname)];
  return [];
}

function namesPutBack(node: Node): string[] {
  if ('CreateTrigStmt' in node)
    return [`${node.CreateTrigStmt.relation?.relname ?? ''}.${node.CreateTrigStmt.trigname ?? ''}`];
  if ('CreatePolicyStmt' in node)
    return [`${node.CreatePolicyStmt.table?.relname ?? ''}.${node.CreatePolicyStmt.policy_name ?? ''}`];
  if (!('AlterTableStmt' in node)) return [];
  const table = node.AlterTableStmt.relation?.relname ?? '';
  return (node.AlterTableStmt.cmds ?? []).flatMap((each) => {
    const added = 'AlterTableCmd' in each ? each.AlterTableCmd.def : undefined;
    if (added === undefined || !('Constraint' in added) || added.Constraint.contype !== 'CONSTR_CHECK') return [];
    return [`${table}.${added.Constraint.conname ?? ''}`];
  });
}

/** `table.name` of triggers and policies, the bare name of anything else. */
function nameOf(node: Node): string {
  if ('List' in node) return (node.List.items ?? []).map(lastOf).join('.');
  if ('ObjectWithArgs' in node) return lastName(node.ObjectWithArgs.objname);
  if ('TypeName' in node) return lastName(node.TypeName.names);
  return lastOf(node);
}

function lastName(names: readonly Node[] | undefined): string {
  const last = names?.at(-1);
  return last === undefined ? '' : lastOf(last);
}

function lastOf(node: Node): string {
  return 'String' in node ? (node.String.sval ?? '') : '';
}
