/**
 * The rules of this house that oxlint does not know, as a plugin of it, so that an editor shows their sentences too.
 * The table of arrows is in arrows.ts, names in names.ts; .oxlintrc.json says where each rule applies.
 */
import { join, relative, sep } from 'node:path';
import type { RuleTester } from 'oxlint/plugins-dev';
import { arrowRefusal } from './arrows.ts';
import { nameRefusal } from './names.ts';
import { readRooms } from './rooms.ts';

type Rule = Parameters<RuleTester['run']>[1];

const root = join(import.meta.dirname, '..', '..');
const rooms = readRooms(root);

const arrows: Rule = {
  create(context) {
    const file = pathFromRoot(context.filename);
    const look = (source: { value: unknown } | null, typeOnly: boolean) => {
      if (source === null || typeof source.value !== 'string') return undefined;
      return arrowRefusal({ file, specifier: source.value, typeOnly }, rooms);
    };
    return {
      ImportDeclaration(node) {
        const names = node.specifiers;
        const typeOnly =
          node.importKind === 'type' ||
          (names.length > 0 && names.every((each) => each.type === 'ImportSpecifier' && each.importKind === 'type'));
        const message = look(node.source, typeOnly);
        if (message !== undefined) context.report({ node, message });
      },
      ExportNamedDeclaration(node) {
        const message = look(node.source, node.exportKind === 'type');
        if (message !== undefined) context.report({ node, message });
      },
      ExportAllDeclaration(node) {
        const message = look(node.source, node.exportKind === 'type');
        if (message !== undefined) context.report({ node, message });
      },
      ImportExpression(node) {
        const message = node.source.type === 'Literal' ? look(node.source, false) : undefined;
        if (message !== undefined) context.report({ node, message });
      },
    };
  },
};

const names: Rule = {
  create(context) {
    return {
      Program(node) {
        const message = nameRefusal(pathFromRoot(context.filename), rooms);
        if (message !== undefined) context.report({ node, message });
      },
    };
  },
};

const clock: Rule = {
  create(context) {
    const message = 'only a clock asks the machine for the time: take ctx.clock.now(), so that tests can move it.';
    return {
      NewExpression(node) {
        const isDate = node.callee.type === 'Identifier' && node.callee.name === 'Date';
        if (isDate && node.arguments.length === 0) context.report({ node, message });
      },
      MemberExpression(node) {
        const isDate = node.object.type === 'Identifier' && node.object.name === 'Date';
        if (isDate && node.property.type === 'Identifier' && node.property.name === 'now')
          context.report({ node, message });
      },
    };
  },
};

const todo: Rule = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!/\b(?:TODO|FIXME|XXX)\b/.test(comment.value) || /\b(?:TODO|FIXME|XXX)\b[ (]*#\d+/.test(comment.value))
            continue;
          context.report({
            loc: comment.loc,
            message: 'a TODO names its issue, as in TODO #12: add the number, or do it now.',
          });
        }
      },
    };
  },
};

function pathFromRoot(file: string): string {
  return relative(root, file).split(sep).join('/');
}

export default { meta: { name: 'safiri' }, rules: { arrows, clock, names, todo } };
