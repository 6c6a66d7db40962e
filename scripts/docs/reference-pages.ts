import { API_REFERENCE } from "./api-reference.ts";
import { COMMAND_REFERENCE } from "./command-reference.ts";
import { CONFIGURATION_REFERENCE } from "./configuration-reference.ts";
import type { ReferencePage } from "./reference-page.ts";

export const REFERENCE_PAGES: readonly ReferencePage[] = [COMMAND_REFERENCE, CONFIGURATION_REFERENCE, API_REFERENCE];
