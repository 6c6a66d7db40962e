import { createHash } from "node:crypto";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

export const CONFIRM = z
  .string()
  .optional()
  .describe("the `confirm` of this tool's own earlier answer, once the user has agreed to what it lists");

export type Agreement =
  | { readonly agreed: true }
  | { readonly agreed: false; readonly willDo: string; readonly next: string; readonly confirm?: string };

/**
 * Nothing is changed before somebody has seen what will happen. A client that can ask its user is made to; else the
 * first call is told the list and a word for it, and the second one brings that word back. The word is of the list: when
 * the plan has changed meanwhile, it is listed anew.
 *
 * @param willDo the list
 * @param confirm what the tool was given
 */
export async function agreement({ server }: McpServer, willDo: string, confirm?: string): Promise<Agreement> {
  if (server.getClientCapabilities()?.elicitation !== undefined) {
    const { action, content } = await server.elicitInput({
      message: willDo,
      requestedSchema: {
        type: "object",
        properties: { go: { type: "boolean", title: "Do this", default: true } },
        required: ["go"],
      },
    });
    if (action === "accept" && content?.go === true) return { agreed: true };
    return { agreed: false, willDo, next: "The user did not agree: nothing was done." };
  }
  const word = createHash("sha256").update(willDo).digest("hex").slice(0, 12);
  if (confirm === word) return { agreed: true };
  return {
    agreed: false,
    willDo,
    next: "Nothing was done yet. Show this to the user; when they agree, call the tool again with the same arguments and this `confirm`.",
    confirm: word,
  };
}
