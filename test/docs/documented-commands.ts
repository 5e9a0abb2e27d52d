import { documents, fencedBlocks } from './documents';

/** A command that a document tells people to run. */
export interface DocumentedCommand {
  readonly document: string;
  /** as written, on one line and without its comment */
  readonly text: string;
  /** whether it is in a block to paste; otherwise it is in a sentence, perhaps without its arguments */
  readonly fenced: boolean;
  /** lines that the document shows as its output; elided ones (`…`) are missing */
  readonly output: readonly string[];
  readonly words: readonly string[];
}

const PROGRAMS = /^(npm|npx|cdk|aws|muster) [a-z]/;

/** Every command of every document, each once per document. */
export function documentedCommands(): DocumentedCommand[] {
  const examples = fencedBlocks('text').flatMap(({ document, block }) =>
    block
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => PROGRAMS.test(line))
      .map((text) => ({ document, text, fenced: true, output: [] })),
  );
  const pasted = fencedBlocks('sh').flatMap(({ document, block }) =>
    commandsOf(block).map((text) => ({ document, text, fenced: true, output: [] })),
  );
  const shown = fencedBlocks('console').flatMap(({ document, block }) => {
    const [command = '', ...output] = block.trimEnd().split('\n');
    return commandsOf(command).map((text) => ({ document, text, fenced: true, output: output.filter(isShown) }));
  });
  const inline = documents.flatMap(({ name, text }) =>
    [...text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '').matchAll(/`([^`]+)`/g)]
      .map(([, code = '']) => code.replaceAll(/\s+/g, ' '))
      .filter((code) => PROGRAMS.test(code))
      .flatMap(commandsOf)
      .map((code) => ({ document: name, text: code, fenced: false, output: [] })),
  );
  const unique = new Map(
    [...inline, ...examples, ...pasted, ...shown].map((command) => [`${command.document}: ${command.text}`, command]),
  );
  return [...unique.values()].map((command) => ({ ...command, words: wordsOf(command.text) }));
}

const isShown = (line: string) => line.trim() !== '…';

function commandsOf(block: string): string[] {
  return block
    .replaceAll(/\\\n\s*/g, '')
    .replaceAll(/ +#.*$/gm, '')
    .split(/\n| && |; /)
    .map((line) => line.replace(/^\$ /, '').trim())
    .filter((line) => line !== '');
}

/** Splits a command as a shell does. The documents use only single quotes. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:'[^']*'|\S)+/g)].map(([word]) => word.replaceAll("'", ''));
}
