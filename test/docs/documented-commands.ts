import { documents, fencedBlocks } from './documents';

/** A command that a document tells people to run. */
export interface DocumentedCommand {
  readonly document: string;
  /** as it is written, on one line and without its comment */
  readonly text: string;
  /** in a block to paste; otherwise in the middle of a sentence, perhaps without its arguments */
  readonly fenced: boolean;
  readonly words: readonly string[];
}

const PROGRAMS = /^(npm|npx|cdk|aws|muster) [a-z]/;

/** Every command of every document, each once per document. */
export function documentedCommands(): DocumentedCommand[] {
  const fenced = [...fencedBlocks('sh'), ...fencedBlocks('console')].flatMap(({ document, block }) =>
    commandsOf(block).map((text) => ({ document, text, fenced: true })),
  );
  const inline = documents.flatMap(({ name, text }) =>
    [...text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '').matchAll(/`([^`]+)`/g)]
      .map(([, code = '']) => code.replaceAll(/\s+/g, ' '))
      .filter((code) => PROGRAMS.test(code))
      .flatMap(commandsOf)
      .map((code) => ({ document: name, text: code, fenced: false })),
  );
  const unique = new Map([...inline, ...fenced].map((command) => [`${command.document}: ${command.text}`, command]));
  return [...unique.values()].map((command) => ({ ...command, words: wordsOf(command.text) }));
}

function commandsOf(block: string): string[] {
  return block
    .replaceAll(/\\\n\s*/g, '')
    .replaceAll(/ +#.*$/gm, '')
    .split(/\n| && |; /)
    .map((line) => line.replace(/^\$ /, '').trim())
    .filter((line) => line !== '');
}

/** As a shell splits them; the documents quote with single quotes alone. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:'[^']*'|\S)+/g)].map(([word]) => word.replaceAll("'", ''));
}
