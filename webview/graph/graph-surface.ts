import { h } from "../element.ts";
import { onThemeChange } from "../theme.ts";
import { t } from "../words.ts";
import { NAMES_FROM, type Scene } from "./draw-scene.ts";
import { edgeAt } from "./edge-at.ts";
import { elementsInView } from "./elements-in-view.ts";
import { GraphCanvas } from "./graph-canvas.ts";
import type { Box, Graph, GraphEdge, GraphLayout, Point, Size } from "./graph-model.ts";
import { LeadLayer } from "./lead-layer.ts";
import { Minimap } from "./minimap.ts";
import { type Neighbours, neighboursOf } from "./neighbours.ts";
import { followKeys, type NodeAction } from "./node-keys.ts";
import type { NodeLook } from "./node-view.ts";
import { NodeViews, type Shown } from "./node-views.ts";
import { Places } from "./places.ts";
import { followPointer } from "./pointer.ts";
import { readingOrder } from "./reading-order.ts";
import { shiftOf } from "./shift-of.ts";
import { centre, fit, recentre, reveal, type Viewport, zoomAt } from "./viewport.ts";

/** Below a zoom a node tells less, in larger letters; and then it is a patch of colour. */
const LESS_BELOW = { small: 0.75, far: NAMES_FROM };

const EMPTY: GraphLayout = { flow: "right", nodes: {}, paths: [], width: 0, height: 0 };

interface SurfaceEvents {
  readonly act: (action: NodeAction, id: string) => void;
  readonly open: (id: string, event: MouseEvent) => void;
  readonly openEdge: (edge: GraphEdge) => void;
  readonly expand: (id: string, side: keyof Neighbours) => void;
  readonly moved: (viewport: Viewport | undefined) => void;
}

/** A plane with a graph on it that can be moved: near nodes are elements, everything else is drawn on a canvas. */
export class GraphSurface {
  readonly element = h("section", { class: "graph", "aria-label": t("Task graph") });
  readonly #plane = h("div", { class: "plane" });
  readonly #live = h("div", { class: "live", "aria-live": "polite" });
  readonly #canvas = new GraphCanvas();
  readonly #lead = new LeadLayer(this.element);
  readonly #minimap = new Minimap((point) => this.#move(centre(this.#shown, point, this.#screen())));
  readonly #events: SurfaceEvents;
  readonly #views = new NodeViews(this.#plane);
  /** Looks again at what is under a pointer that rests, where what it rests on may have changed. */
  readonly #pointAgain: () => void;
  #graph: Graph = { nodes: [], edges: [] };
  #layout = EMPTY;
  #places = new Places(this.#graph, EMPTY);
  #size: Size = { width: 0, height: 0 };
  #neighbours: ReadonlyMap<string, Neighbours> = new Map();
  #looks: ReadonlyMap<string, NodeLook> = new Map();
  #found: ReadonlySet<string> | undefined;
  #current: string | undefined;
  /** Where the user moved to; `undefined`: the whole graph, however large the panel is. */
  #viewport: Viewport | undefined;
  #shown: Viewport = { x: 0, y: 0, zoom: 1 };
  #frame = 0;
  /** Too many are in view, or too small, for elements. */
  #hasDrawnNodes = false;

  constructor(events: SurfaceEvents, viewport: Viewport | undefined) {
    this.#events = events;
    this.#viewport = viewport;
    const { element } = this;
    element.append(this.#canvas.element, this.#lead.element, this.#plane, this.#minimap.element, this.#live);
    this.#pointAgain = followPointer(element, {
      viewport: () => this.#shown,
      move: (to) => this.#move(to),
      nodeAt: (point) => this.#nodeAt(point),
      point: (id) => this.#leadTo(id),
      open: (id, event) => {
        const side = event.target instanceof HTMLElement ? event.target.dataset.handle : undefined;
        if (side === "requires" || side === "requiredBy") events.expand(id, side);
        else events.open(id, event);
      },
      pointBeside: (point) => this.#leadToEdge(point && this.#edgeAt(point)),
      clickBeside: (point) => {
        const edge = this.#graph.edges[this.#edgeAt(point) ?? -1];
        if (edge !== undefined) events.openEdge(edge);
      },
    });
    followKeys(element, {
      neighbours: () => this.#neighbours,
      layout: () => this.#layout,
      focus: (id) => this.focus(id),
      act: events.act,
    });
    element.addEventListener("focusin", ({ target }) => {
      const id = target instanceof HTMLElement ? target.dataset.id : undefined;
      if (id !== undefined) this.#current = id;
      this.#leadTo(id);
    });
    new ResizeObserver(() => this.#resized()).observe(element);
    onThemeChange(() => this.#redraw());
  }

  get layout(): GraphLayout {
    return this.#layout;
  }

  get scene(): Scene {
    return {
      graph: this.#graph,
      layout: this.#layout,
      places: this.#places,
      looks: this.#looks,
      viewport: this.#shown,
      hasNodes: this.#hasDrawnNodes,
      isDimmed: this.#isDimmed,
    };
  }

  readonly #isDimmed = (id: string) => this.#found !== undefined && !this.#found.has(id);

  /** The node that the keyboard is at. */
  get current(): string | undefined {
    return this.#current;
  }

  show(graph: Graph, layout: GraphLayout, looks: ReadonlyMap<string, NodeLook>): void {
    const shift = shiftOf(this.#layout, layout, this.#shown, this.#screen());
    const focused = this.element.contains(document.activeElement) ? this.#current : undefined;
    this.#leadToEdge(undefined);
    if (graph !== this.#graph || layout !== this.#layout) this.#places = new Places(graph, layout);
    this.#graph = graph;
    this.#layout = layout;
    this.#looks = looks;
    const ids = graph.nodes.map(({ id }) => id);
    this.#neighbours = neighboursOf(ids, graph.edges);
    if (this.#current === undefined || layout.nodes[this.#current] === undefined)
      this.#current = readingOrder(layout)[0];
    this.#views.renew(this.#whatIsShown);
    this.element.dataset.nodes = String(graph.nodes.length);
    this.element.dataset.edges = String(graph.edges.length);
    if (this.#viewport === undefined) this.fit();
    else this.#move({ ...this.#shown, x: this.#shown.x + shift.x, y: this.#shown.y + shift.y });
    this.#redraw();
    // At once: between two frames there is always a whole graph, for the keyboard and for who asks the page.
    if (this.#frame !== 0) this.#flush();
    if (focused !== undefined && !this.element.contains(document.activeElement))
      this.#views.element(this.#current)?.focus({ preventScroll: true });
    this.#pointAgain();
  }

  /** Statuses change colours and words; nothing moves. */
  update(looks: ReadonlyMap<string, NodeLook>): void {
    this.#looks = looks;
    const told = this.#views.update(this.#whatIsShown);
    if (told.length > 0) this.#live.textContent = told.join(". ");
    this.#redraw();
  }

  /** Fades what is not found; `undefined`: nothing. */
  find(found: ReadonlySet<string> | undefined): void {
    if (found === undefined && this.#found === undefined) return;
    this.#found = found;
    this.#views.update(this.#whatIsShown);
    this.#redraw();
  }

  /** Goes to a node with the keyboard; without an id to the first that is not faded. */
  focus(id = readingOrder(this.#layout).find((each) => this.#found?.has(each) ?? true)): void {
    const box = id === undefined ? undefined : this.#layout.nodes[id];
    if (id === undefined || box === undefined) return;
    this.#current = id;
    this.#reveal(box);
    this.#flush();
    this.#views.element(id)?.focus({ preventScroll: true });
  }

  /** Shows a node without taking the keyboard there. */
  point(id: string): void {
    const box = this.#layout.nodes[id];
    if (box === undefined) return;
    this.#current = id;
    this.#leadTo(id);
    this.#reveal(box);
  }

  /** What is seen already stays where it is, and a graph that is shown whole goes on being so. */
  #reveal(box: Box): void {
    if (this.#viewport === undefined) return;
    const seen = reveal(this.#shown, box, this.#screen());
    if (seen.x !== this.#shown.x || seen.y !== this.#shown.y) this.#move(seen);
  }

  #resized(): void {
    const before = this.#size;
    this.#size = { width: this.element.clientWidth, height: this.element.clientHeight };
    // Hidden, behind another page: it comes back as it was.
    if (this.#size.width === 0) this.#size = before;
    else if (this.#viewport === undefined) this.fit();
    else if (before.width === 0) this.#draw();
    else this.#move(recentre(this.#shown, before, this.#size));
    // In this frame: in the next one it would be seen to jump.
    if (this.#frame !== 0) this.#flush();
  }

  /** What is shown next is shown whole, wherever one has moved to. */
  release(): void {
    this.#viewport = undefined;
  }

  fit(): void {
    const screen = this.#screen();
    if (screen.width === 0 || this.#layout.width === 0) return;
    this.#viewport = undefined;
    this.#events.moved(undefined);
    this.#shown = fit(this.#layout, screen);
    this.#draw();
  }

  zoom(factor: number): void {
    const { width, height } = this.#screen();
    this.#move(zoomAt(this.#shown, factor, { x: width / 2, y: height / 2 }));
  }

  #move(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#shown = viewport;
    this.#events.moved(viewport);
    this.#draw();
  }

  #draw(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#flush());
  }

  /** Not only the place has changed. */
  #redraw(): void {
    this.#canvas.forget();
    this.#minimap.forget();
    this.#draw();
  }

  #flush(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const screen = this.#screen();
    if (screen.width === 0) return;
    const { x, y, zoom } = this.#shown;
    this.#plane.style.cssText = `--zoom: ${zoom}; transform: translate(${x}px, ${y}px) scale(${zoom})`;
    for (const [name, from] of Object.entries(LESS_BELOW)) this.#plane.classList.toggle(name, zoom < from);
    this.#keepElements(screen);
    const { scene } = this;
    this.#canvas.draw(scene, screen);
    this.#lead.draw(scene, screen);
    this.#minimap.draw(scene, screen);
  }

  /** Elements for the nodes in view, near enough; and for the one that the tab key leads to. */
  #keepElements(screen: Size): void {
    const inView = elementsInView(this.#graph, this.#places, this.#shown, screen);
    if ((inView === undefined) !== this.#hasDrawnNodes) this.#canvas.forget();
    this.#hasDrawnNodes = inView === undefined;
    const wanted = new Set(inView);
    if (this.#current !== undefined) wanted.add(this.#current);
    this.#views.keep(wanted, this.#whatIsShown);
    this.#views.setCurrent(this.#current);
  }

  get #whatIsShown(): Shown {
    return {
      graph: this.#graph,
      layout: this.#layout,
      looks: this.#looks,
      neighbours: this.#neighbours,
      isDimmed: this.#isDimmed,
    };
  }

  #nodeAt(point: Point): string | undefined {
    const { x, y, zoom } = this.#shown;
    const at = { x: (point.x - x) / zoom, y: (point.y - y) / zoom, width: 0, height: 0 };
    return this.#graph.nodes[this.#places.nodesIn(at)[0] ?? -1]?.id;
  }

  #leadTo(id: string | undefined): void {
    if (this.#lead.leadToNode(id)) this.#draw();
  }

  #edgeAt(point: Point): number | undefined {
    const { x, y, zoom } = this.#shown;
    const at = { x: (point.x - x) / zoom, y: (point.y - y) / zoom };
    return edgeAt(this.#layout, at, EDGE_REACH_PX / zoom);
  }

  #leadToEdge(index: number | undefined): void {
    if (this.#lead.leadToEdge(index, this.#graph.edges[index ?? -1])) this.#draw();
  }

  #screen(): Size {
    // Until the browser has told: asking it makes it lay out the page.
    if (this.#size.width === 0) this.#size = { width: this.element.clientWidth, height: this.element.clientHeight };
    return this.#size;
  }
}

const EDGE_REACH_PX = 6;
