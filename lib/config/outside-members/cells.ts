/** The cells of a CSV (RFC 4180) with their places in the file. */
import { type CsvError, parse } from 'csv-parse/sync';

/** A place in a file: line and column, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Cell extends Place {
  readonly text: string;
}

/** A place where the text is not CSV. */
export interface BrokenCell extends Place {
  readonly message: string;
}

interface Written {
  readonly text: string;
  readonly quoted: boolean;
}

/** Parses a CSV into its non-empty rows, and reports every place where it is not valid. */
export function cellsIn(text: string): { rows: readonly Cell[][]; broken: readonly BrokenCell[] } {
  const broken: BrokenCell[] = [];
  const rows: Cell[][] = [];
  let row: Written[] = [];
  // inside quotation marks the parser counts a carriage return with a line feed as two lines
  parse(text.replace(/\r\n?/g, '\n'), {
    raw: true,
    relax_column_count: true,
    record_delimiter: '\n',
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error, raw) => {
      if (error) broken.push(brokenCell(error, raw ?? ''));
    },
    cast: (text, { quoting, index }) => {
      if (index === 0) row = [];
      row.push({ text, quoted: quoting });
      return text;
    },
    on_record: (_, { lines }) => {
      if (row.some((cell) => cell.text.trim() !== '')) rows.push(placed(row, lines));
      return null;
    },
  });
  // after text behind a closing quotation mark, the parser treats the rest as one cell
  const first = broken.findIndex(({ message }) => message === MESSAGES.CSV_INVALID_CLOSING_QUOTE);
  return {
    rows,
    broken: first < 0 ? broken : broken.slice(0, first + 1),
  };
}

/** Adds the place of each cell in characters: csv-parse counts bytes. */
function placed(row: readonly Written[], lastLine: number): Cell[] {
  const written = row.map(({ text, quoted }) => (quoted ? `"${text.replaceAll('"', '""')}"` : text));
  let line = lastLine - written.join().split('\n').length + 1;
  let column = 1;
  return row.map(({ text }, at) => {
    const cell = { text, line, column };
    const lines = (written[at] ?? '').split('\n');
    line += lines.length - 1;
    column = (lines.length === 1 ? column : 1) + (lines.at(-1) ?? '').length + 1;
    return cell;
  });
}

const MESSAGES: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'text follows the closing quotation mark of a cell; write a quotation mark in it twice',
  CSV_QUOTE_NOT_CLOSED: 'the row has a quotation mark that is never closed, so the rest of the file becomes one cell',
  INVALID_OPENING_QUOTE:
    'a cell without quotation marks around it contains one; quote the cell, and write the mark in it twice',
};

function brokenCell({ code, lines, message }: CsvError & { readonly lines?: number }, raw: string): BrokenCell {
  const text = raw.trim().split('\n');
  const line = lines ?? 1;
  const explanation = MESSAGES[code] ?? message;
  if (code === 'CSV_QUOTE_NOT_CLOSED') return { line: line - text.length + 1, column: 1, message: explanation };
  return { line, column: Math.max(1, text.at(-1)?.length ?? 1), message: explanation };
}
