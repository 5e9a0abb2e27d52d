import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const WORD = /^[\w$.:/-]*$/;

/** Texts for people are not mutated; codes, reasons, types of actions and keys are mutated like code. */
function shouldIgnore({ node }) {
  if (node.type === 'StringLiteral' && !WORD.test(node.value)) return 'a text';
  if (node.type === 'TemplateLiteral' && node.quasis.some(({ value }) => /\s/.test(value.raw))) return 'a text';
  return undefined;
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'prose', { shouldIgnore })];
