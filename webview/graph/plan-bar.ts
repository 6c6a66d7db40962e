import type { PlanAnswer } from "../../src/protocol/panel-api.ts";
import type { TaskClass } from "../../src/protocol/task-index.ts";
import { h } from "../element.ts";
import { host } from "../host.ts";
import { missingParameters, parameterFields } from "../parameter-fields.ts";
import { checkInput, choiceInput, labelled, textButton } from "../toolkit.ts";
import { t } from "../words.ts";
import { valuesText } from "./plan-graph.ts";

interface PlanBarOptions {
  readonly task: () => TaskClass | undefined;
  readonly tasks: () => readonly TaskClass[];
  readonly showPlan: (name: string, answer: PlanAnswer | undefined) => void;
}

const STATE = "plan";

interface PlanState {
  readonly family?: string;
  readonly params: Readonly<Record<string, string>>;
  readonly deep: boolean;
}

/** The form that asks of which task the instances are to be seen. */
export class PlanBar {
  readonly element = h("form", { class: "plan-bar", "aria-label": t("Plan"), hidden: true });
  readonly #options: PlanBarOptions;
  readonly #said = h("span", { class: "hint", role: "status" });
  #state: PlanState = { params: {}, deep: true, ...host.state.get<PlanState>(STATE) };

  constructor(options: PlanBarOptions) {
    this.#options = options;
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#show();
    });
  }

  toggle(): void {
    this.element.hidden = !this.element.hidden;
    if (this.element.hidden) return;
    this.#draw(this.#options.task()?.family);
    this.element.querySelector<HTMLElement>("input, select")?.focus();
  }

  #draw(family: string | undefined): void {
    const tasks = this.#options.tasks();
    const task = tasks.find((each) => each.family === family) ?? tasks[0];
    if (task === undefined) return;
    this.#keep({ family: task.family });
    const families = choiceInput(
      task.family,
      tasks.map((each) => [each.family, each.family] as const),
      (chosen) => this.#draw(chosen),
    );
    this.element.replaceChildren(
      labelled(t("Task"), families),
      parameterFields(task, this.#state.params, (params) => this.#keep({ params })),
      checkInput(t("Below complete tasks too"), this.#state.deep, (deep) => this.#keep({ deep })),
      textButton(t("Show plan"), () => void this.#show()),
      this.#said,
    );
  }

  async #show(): Promise<void> {
    const { family = "", deep } = this.#state;
    const task = this.#options.tasks().find((each) => each.family === family);
    if (task === undefined) return;
    const params = paramsOf(task, this.#state.params);
    const missing = missingParameters(task, params);
    if (missing.length > 0) {
      this.#said.textContent = t("Give a value for {0}.", missing.join(", "));
      return;
    }
    this.#said.textContent = t("Planning…");
    try {
      const answer = await host.api.plan({ family, params, deep });
      const { complete, toRun, missingExternal } = answer.summary;
      this.#said.textContent = t("{0} complete, {1} to run, {2} wait", complete, toRun, missingExternal);
      this.#options.showPlan(`${family}(${valuesText(params)})`, answer);
    } catch (error) {
      this.#said.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  #keep(change: Partial<PlanState>): void {
    this.#state = { ...this.#state, ...change };
    host.state.set(STATE, this.#state);
  }
}

/** Values that were given for another class's parameters stay out. */
function paramsOf({ parameters }: TaskClass, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    parameters.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}
