const QUOTED = /^(['"])(.*)\1$/;

/**
 * Class names out of what people have at hand: a list with one name a line, `names:` of a data.yaml (as `0: person` or
 * `- person`), a Python dictionary, or names between commas. Their order is that of the class ids.
 */
export function parseClassNames(text: string): string[] {
  const body = text
    .replace(/^\uFEFF/, '')
    .replace(/^\s*names\s*:/i, '')
    .trim();
  const inline = /^[[{]/.test(body) || !body.includes('\n');
  return (inline ? splitOutsideQuotes(body.replace(/^[[{]/, '').replace(/[\]}]$/, '')) : body.split('\n'))
    .map(oneName)
    .filter((name) => name !== '');
}

function oneName(line: string): string {
  const bare = line
    .trim()
    .replace(/^-\s+/, '')
    .replace(/^\d+\s*:\s*/, '')
    .trim();
  return (QUOTED.exec(bare)?.[2] ?? bare).trim();
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quote: string | null = null;
  for (const character of text) {
    if (character === quote) quote = null;
    // An apostrophe within a word opens nothing.
    else if (quote === null && (character === '"' || character === "'") && /(^|[\s:,])$/.test(part)) quote = character;
    if ((character === ',' || character === '\n') && quote === null) {
      parts.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  return [...parts, part];
}
