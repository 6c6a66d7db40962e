/**
 * For each shell what makes it ask `pipewright __complete` about a command line. The answer is a line for each word that
 * would do, with a tab and a description behind it, or `:folders`. What was typed is handed on as words and never run.
 */
export const SHELL_SCRIPTS: Readonly<Record<string, string>> = {
  bash: `# In ~/.bashrc: eval "$(pipewright completion bash)"
_pipewright() {
  local IFS=$'\\n' value rest
  COMPREPLY=()
  while IFS=$'\\t' read -r value rest; do
    if [[ $value == :folders ]]; then
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -d -- "$2"))
      return
    fi
    printf -v value %q "$value"
    COMPREPLY+=("$value")
  done < <("$1" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _pipewright pipewright
`,
  zsh: `#compdef pipewright
# In ~/.zshrc, behind compinit: eval "$(pipewright completion zsh)"
_pipewright() {
  local -a found
  local line
  for line in "\${(@f)$("$words[1]" __complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ $line == :folders ]] && { _files -/; return }
    [[ -n $line ]] && found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe -V pipewright found
}
if [[ $funcstack[1] == _pipewright ]]; then _pipewright "$@"; else compdef _pipewright pipewright; fi
`,
  fish: `# In ~/.config/fish/config.fish: pipewright completion fish | source
function __pipewright_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l found ($words[1] __complete -- $words[2..-1] "$typed" 2>/dev/null)
    if test "$found[1]" = :folders
        __fish_complete_directories "$typed"
    else if test -n "$found[1]"
        printf '%s\\n' $found
    end
end
complete -c pipewright -f -k -a '(__pipewright_complete)'
`,
};
