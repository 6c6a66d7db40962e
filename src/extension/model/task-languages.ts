/** What task classes can be written in, by VS Code's names. */
export const TASK_LANGUAGES = ["typescript", "typescriptreact", "javascript", "javascriptreact"];
