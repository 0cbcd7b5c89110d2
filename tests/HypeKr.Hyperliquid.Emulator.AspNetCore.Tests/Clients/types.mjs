// Asks the client's own declarations whether they accept the replies: each becomes a literal of the declared type, and the compiler judges.
import ts from "typescript";
import { fileURLToPath } from "node:url";

/** The compiler's complaints by name of the call. */
export function judge(recorded) {
  const lines = [`import type * as hl from "@nktkas/hyperliquid";`, `import type * as info from "@nktkas/hyperliquid/api/info";`,
    `import type * as exchange from "@nktkas/hyperliquid/api/exchange";`, `import type * as sub from "@nktkas/hyperliquid/api/subscription";`,
    `import type * as explorer from "@nktkas/hyperliquid/api/explorer";`, `declare const client: hl.InfoClient;`];
  const names = new Map();
  for (const { name, reply, replyType } of recorded) {
    if (reply === undefined || !replyType) continue;
    names.set(lines.length, name);
    lines.push(`export const r${lines.length}: ${replyType} = ${JSON.stringify(reply)};`);
  }

  const file = fileURLToPath(new URL("./replies.ts", import.meta.url));
  const source = lines.join("\n");
  const options = { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (path, ...rest) => (path === file ? ts.createSourceFile(path, source, rest[0], true) : getSourceFile.call(host, path, ...rest));
  host.fileExists = (path) => path === file || fileExists.call(host, path);
  host.readFile = (path) => (path === file ? source : readFile.call(host, path));
  const program = ts.createProgram([file], options, host);
  const found = [];
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
    if (diagnostic.file?.fileName !== file) {
      found.push({ name: "compiler", text });
      continue;
    }

    const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
    found.push({ name: names.get(line) ?? "compiler", text: `${text} At: ${lines[line].slice(character, character + 160)}` });
  }

  return { judged: names.size, found };
}
