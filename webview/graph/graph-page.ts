import type { PlanAnswer } from "../../src/protocol/panel-api.ts";
import type { TaskEdge } from "../../src/protocol/task-index.ts";
import { h } from "../element.ts";
import { host } from "../host.ts";
import type { About, Page, PageLinks } from "../page.ts";
import type { PanelModel } from "../panel-model.ts";
import { textHash } from "../text-hash.ts";
import { classGraph, type GraphChoice } from "./class-graph.ts";
import { classLooks } from "./class-looks.ts";
import { type ExportFormat, exportGraph } from "./export-graph.ts";
import { findFamilies } from "./find-families.ts";
import { flowFor } from "./flow-for.ts";
import type { Flow, Graph, GraphEdge, GraphLayout } from "./graph-model.ts";
import { GraphSurface } from "./graph-surface.ts";
import { GraphToolbar } from "./graph-toolbar.ts";
import { layoutInput } from "./layout-input.ts";
import { Layouts } from "./layouts.ts";
import type { NodeAction } from "./node-keys.ts";
import type { NodeLook } from "./node-view.ts";
import { planGraph, planLooks } from "./plan-graph.ts";
import { TaskTree } from "./task-tree.ts";
import type { Viewport } from "./viewport.ts";

/** What stays of the page when it is hidden or reloaded. */
export interface GraphState extends GraphChoice {
  readonly viewport?: Viewport;
  readonly flow: Flow;
  /** Whether one has chosen the flow; else it follows the panel's shape. */
  readonly isTurned: boolean;
  readonly search: string;
  /** Whether the class at the editor's cursor is shown. */
  readonly follow: boolean;
  readonly asList: boolean;
}

const FIRST: GraphState = {
  groupBy: "none",
  opened: [],
  flow: "right",
  isTurned: false,
  search: "",
  follow: true,
  asList: false,
};
const STATE = "graph";
const LAYOUT = "layout";

/** The graph of the classes, and of a plan's tasks. */
export class GraphPage implements Page {
  readonly element: HTMLElement;
  readonly #model: PanelModel;
  readonly #links: PageLinks;
  readonly #surface: GraphSurface;
  readonly #toolbar: GraphToolbar;
  readonly #tree: TaskTree;
  readonly #layouts = new Layouts(host.state.get(LAYOUT));
  #state: GraphState = { ...FIRST, ...host.state.get<GraphState>(STATE) };
  #graph: Graph = { nodes: [], edges: [] };
  #plan: { readonly name: string; readonly answer: PlanAnswer } | undefined;
  /** Where a way begins that is looked for. */
  #pathStart: string | undefined;
  #key = "";
  /** The edge that was clicked last, and how often. */
  #edgeStep = { key: "", step: 0 };

  constructor(model: PanelModel, links: PageLinks) {
    this.#model = model;
    this.#links = links;
    this.#surface = new GraphSurface(
      {
        act: (action, id) => this.#act(action, id),
        open: (id, event) => (event.shiftKey ? this.#act("path", id) : this.#act("open", id)),
        openEdge: (edge) => this.#openEdge(edge),
        expand: (_, side) => this.#expand(side),
        moved: (viewport) => this.#keep({ viewport }),
      },
      this.#state.viewport,
    );
    this.#tree = new TaskTree(model, (family) => this.#open(family));
    this.#toolbar = new GraphToolbar({
      state: () => this.#state,
      change: (change) => this.#change(change),
      surface: this.#surface,
      exportAs: (format) => this.#export(format),
      showPlan: (name, answer) => this.#showPlan(name, answer),
      task: () => model.task(this.#familyOf(this.#surface.current) ?? "") ?? model.index.tasks[0],
      tasks: () => model.index.tasks,
    });
    this.element = h("div", { class: "page" }, this.#toolbar.element, this.#surface.element, this.#tree.element);
    new ResizeObserver(() => this.#turn() && this.#arrange()).observe(this.#surface.element);
    model.on("index", () => this.#arrange());
    model.on("statuses", () => this.#updateLooks());
    model.on("cursor", () => this.#followCursor());
  }

  shown(): void {
    this.#arrange();
  }

  /** Looks for something from anywhere on the page. */
  search(): void {
    this.#toolbar.focusSearch();
  }

  open({ family, near = false }: About): void {
    if (family === undefined) return;
    if (!near) return this.#surface.focus(family);
    this.#plan = undefined;
    this.#change({ focus: { family, up: 1, down: 1 }, path: undefined, viewport: undefined, follow: false });
  }

  #change(change: Partial<GraphState>): void {
    this.#keep(change);
    // The place that one has moved to is one of what was shown before.
    if ("viewport" in change) this.#surface.release();
    if ("search" in change) this.#find();
    else this.#arrange();
  }

  #keep(change: Partial<GraphState>): void {
    this.#state = { ...this.#state, ...change };
    host.state.set(STATE, this.#state);
  }

  #showPlan(name: string, answer: PlanAnswer | undefined): void {
    this.#plan = answer && { name, answer };
    this.#keep({ viewport: undefined });
    this.#arrange();
    this.#surface.fit();
  }

  /** Makes the layout that suits what is chosen, and shows it when it is there; until then, what was shown before. */
  #arrange(): void {
    const { index } = this.#model;
    this.#turn();
    const graph =
      this.#plan === undefined
        ? classGraph(index, this.#state)
        : planGraph(this.#plan.answer, (family) => this.#model.task(family)?.kind ?? "task");
    const input = layoutInput(graph, this.#state.flow);
    const key = textHash(JSON.stringify(input));
    const isSame = key === this.#key;
    this.#key = key;
    this.#graph = graph;
    this.#toolbar.update(this.#plan?.name, this.#pathStart);
    this.#tree.element.hidden = !this.#state.asList;
    this.#surface.element.hidden = this.#state.asList;
    if (this.#state.asList) return this.#tree.update();
    if (isSame && this.#surface.layout.width > 0) return this.#show(this.#surface.layout);
    const known = this.#layouts.known(key, input);
    if (known !== undefined) return this.#show(known);
    this.#surface.element.setAttribute("aria-busy", "true");
    void this.#layouts.make(input, key).then((layout) => {
      // By now something else may be wanted.
      if (key !== this.#key) return;
      if (this.#plan === undefined) host.state.set(LAYOUT, this.#layouts.packed(key));
      this.#show(layout);
    }, this.#links.failed);
  }

  /**
   * Lets the graph flow as the panel's shape suggests, unless one has chosen how, or has moved to a place on it.
   *
   * @returns whether it flows another way now
   */
  #turn(): boolean {
    const { flow: before, isTurned, viewport } = this.#state;
    const { clientWidth: width, clientHeight: height } = this.#surface.element;
    const flow = isTurned || viewport !== undefined ? before : flowFor({ width, height }, before);
    if (flow !== before) this.#keep({ flow });
    return flow !== before;
  }

  #show(layout: GraphLayout): void {
    this.#surface.element.removeAttribute("aria-busy");
    this.#surface.show(this.#graph, layout, this.#looks());
    this.#find();
    this.#followCursor();
  }

  #looks(): ReadonlyMap<string, NodeLook> {
    return this.#plan === undefined
      ? classLooks(this.#graph, this.#model.statuses)
      : planLooks(this.#plan.answer.tasks);
  }

  #updateLooks(): void {
    this.#surface.update(this.#looks());
    // A query can ask for a state.
    if (this.#state.search !== "") this.#find();
    if (this.#state.asList) this.#tree.update();
  }

  #find(): void {
    const search = this.#state.search.trim();
    this.#tree.find(search);
    if (search === "") {
      this.#toolbar.tellFound(undefined);
      this.#surface.find(undefined);
      return;
    }
    const { index, statuses } = this.#model;
    const { families, problem } = findFamilies(search, index, statuses);
    const words = search.toLowerCase().split(/\s+/);
    const found = this.#graph.nodes.filter(({ family, title, detail, members }) => {
      if ((members ?? [family]).some((each) => each !== undefined && families.has(each))) return true;
      // A group by its name, a plan's task by its values.
      const text = `${title} ${detail}`.toLowerCase();
      return (members !== undefined || this.#plan !== undefined) && words.every((word) => text.includes(word));
    });
    this.#toolbar.tellFound(found.length, problem);
    this.#surface.find(new Set(found.map(({ id }) => id)));
  }

  #followCursor(): void {
    const { cursor } = this.#model;
    if (cursor === undefined || !this.#state.follow || this.#plan !== undefined) return;
    const { focus } = this.#state;
    if (focus !== undefined && focus.family !== cursor) return this.#change({ focus: { ...focus, family: cursor } });
    if (!this.#surface.element.contains(document.activeElement)) this.#surface.point(cursor);
  }

  #expand(side: "requires" | "requiredBy"): void {
    const { focus, path } = this.#state;
    if (path !== undefined) this.#change({ path: undefined });
    else if (focus !== undefined)
      this.#change({
        focus: side === "requires" ? { ...focus, up: focus.up + 1 } : { ...focus, down: focus.down + 1 },
      });
  }

  #act(action: NodeAction, id: string): void {
    const node = this.#graph.nodes.find((each) => each.id === id);
    const family = this.#familyOf(id);
    if (node?.members !== undefined) {
      if (action === "open") this.#change({ opened: [...this.#state.opened, node.title] });
      return;
    }
    if (family === undefined) return;
    switch (action) {
      case "open":
        return this.#open(family);
      case "run":
        if (host.isEditor) void host.api.runTask({ family }).catch(this.#links.failed);
        else this.#links.open("backfill", { family });
        return;
      case "debug":
        if (host.isEditor) void host.api.debugTask({ family }).catch(this.#links.failed);
        return;
      case "backfill":
      case "grid":
        return this.#links.open(action, { family });
      case "focus":
        return this.#change({ focus: { family, up: 1, down: 1 }, path: undefined, viewport: undefined });
      case "path": {
        const start =
          this.#pathStart ?? (this.#familyOf(this.#surface.current) === family ? undefined : this.#surface.current);
        if (start === undefined || start === family) this.#pathStart = family;
        else {
          this.#pathStart = undefined;
          return this.#change({ path: [start, family], focus: undefined });
        }
        this.#toolbar.update(this.#plan?.name, this.#pathStart);
      }
    }
  }

  /** In the editor the code; in a browser, which has none, what ran. */
  #open(family: string): void {
    if (host.isEditor) void host.api.reveal({ family }).catch(this.#links.failed);
    else this.#links.open("runs", { family });
  }

  /** Where the required task is made, in the editor; of edges that are bundled, one after the other. */
  #openEdge({ from, to, parts = [] }: GraphEdge): void {
    if (!host.isEditor || parts.length === 0) return;
    const key = `${from} ${to}`;
    this.#edgeStep = this.#edgeStep.key === key ? { key, step: this.#edgeStep.step + 1 } : { key, step: 0 };
    const { file, line, range } = parts[this.#edgeStep.step % parts.length] as TaskEdge;
    void host.api.revealLine({ file, line, column: 1, ...range }).catch(this.#links.failed);
  }

  #familyOf(id: string | undefined): string | undefined {
    return this.#graph.nodes.find((node) => node.id === id)?.family;
  }

  #export(format: ExportFormat): void {
    const { scene } = this.#surface;
    void exportGraph(format, { ...scene, graph: this.#graph }).catch(this.#links.failed);
  }
}
