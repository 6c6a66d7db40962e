export { AzureBlobTarget, type AzureOptions } from "./azure-blob-target.ts";
