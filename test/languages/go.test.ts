import { inject } from "vitest";
import { lifeCycle } from "./support/life-cycle";

lifeCycle("go", () => inject("go"));
