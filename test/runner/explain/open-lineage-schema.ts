/**
 * OpenLineage's schema of events, version 2-0-2, and of the facets that Pipewright uses: the fields, types and formats and
 * what is required, without the descriptions. Written down by hand, since no package carries the schema, and compared
 * field by field with https://openlineage.io/spec/2-0-2/OpenLineage.json; of the facets (ParentRunFacet 1-0-1,
 * ProcessingEngineRunFacet 1-1-1, JobTypeJobFacet 2-0-3, DatasetVersionDatasetFacet 1-0-1) with the versions next to
 * these that could be had, which ask for the same fields. It is stricter in one thing: what is called like one of these
 * facets is held to that facet's schema, which the standard leaves to each facet's file.
 */
export const OPEN_LINEAGE_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "https://openlineage.io/spec/2-0-2/OpenLineage.json",
  $defs: {
    BaseEvent: {
      type: "object",
      properties: {
        eventTime: { type: "string", format: "date-time" },
        producer: { type: "string", format: "uri" },
        schemaURL: { type: "string", format: "uri" },
      },
      required: ["eventTime", "producer", "schemaURL"],
    },
    RunEvent: {
      allOf: [
        { $ref: "#/$defs/BaseEvent" },
        {
          type: "object",
          properties: {
            eventType: { type: "string", enum: ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"] },
            run: { $ref: "#/$defs/Run" },
            job: { $ref: "#/$defs/Job" },
            inputs: { type: "array", items: { $ref: "#/$defs/InputDataset" } },
            outputs: { type: "array", items: { $ref: "#/$defs/OutputDataset" } },
          },
          required: ["run", "job"],
        },
      ],
    },
    DatasetEvent: {
      allOf: [
        { $ref: "#/$defs/BaseEvent" },
        {
          type: "object",
          properties: { dataset: { $ref: "#/$defs/Dataset" } },
          required: ["dataset"],
          not: { required: ["job", "run"] },
        },
      ],
    },
    JobEvent: {
      allOf: [
        { $ref: "#/$defs/BaseEvent" },
        {
          type: "object",
          properties: {
            job: { $ref: "#/$defs/Job" },
            inputs: { type: "array", items: { $ref: "#/$defs/InputDataset" } },
            outputs: { type: "array", items: { $ref: "#/$defs/OutputDataset" } },
          },
          required: ["job"],
          not: { required: ["run"] },
        },
      ],
    },
    Run: {
      type: "object",
      properties: {
        runId: { type: "string", format: "uuid" },
        facets: {
          type: "object",
          properties: {
            parent: { $ref: "#/$defs/ParentRunFacet" },
            processing_engine: { $ref: "#/$defs/ProcessingEngineRunFacet" },
          },
          additionalProperties: { $ref: "#/$defs/BaseFacet" },
        },
      },
      required: ["runId"],
    },
    Job: {
      type: "object",
      properties: {
        namespace: { type: "string" },
        name: { type: "string" },
        facets: {
          type: "object",
          properties: { jobType: { $ref: "#/$defs/JobTypeJobFacet" } },
          additionalProperties: { $ref: "#/$defs/JobFacet" },
        },
      },
      required: ["namespace", "name"],
    },
    Dataset: {
      type: "object",
      properties: {
        namespace: { type: "string" },
        name: { type: "string" },
        facets: {
          type: "object",
          properties: { version: { $ref: "#/$defs/DatasetVersionDatasetFacet" } },
          additionalProperties: { $ref: "#/$defs/JobFacet" },
        },
      },
      required: ["namespace", "name"],
    },
    InputDataset: {
      type: "object",
      allOf: [{ $ref: "#/$defs/Dataset" }],
      properties: { inputFacets: { type: "object", additionalProperties: { $ref: "#/$defs/BaseFacet" } } },
    },
    OutputDataset: {
      type: "object",
      allOf: [{ $ref: "#/$defs/Dataset" }],
      properties: { outputFacets: { type: "object", additionalProperties: { $ref: "#/$defs/BaseFacet" } } },
    },
    BaseFacet: {
      type: "object",
      properties: {
        _producer: { type: "string", format: "uri" },
        _schemaURL: { type: "string", format: "uri" },
      },
      additionalProperties: true,
      required: ["_producer", "_schemaURL"],
    },
    /** A dataset's facets are like a job's. */
    JobFacet: {
      type: "object",
      allOf: [{ $ref: "#/$defs/BaseFacet" }],
      properties: { _deleted: { type: "boolean" } },
    },
    ParentRunFacet: {
      type: "object",
      allOf: [{ $ref: "#/$defs/BaseFacet" }],
      properties: {
        run: { type: "object", properties: { runId: { type: "string", format: "uuid" } }, required: ["runId"] },
        job: {
          type: "object",
          properties: { namespace: { type: "string" }, name: { type: "string" } },
          required: ["namespace", "name"],
        },
      },
      required: ["run", "job"],
    },
    ProcessingEngineRunFacet: {
      type: "object",
      allOf: [{ $ref: "#/$defs/BaseFacet" }],
      properties: {
        version: { type: "string" },
        name: { type: "string" },
        openlineageAdapterVersion: { type: "string" },
      },
      required: ["version"],
    },
    JobTypeJobFacet: {
      type: "object",
      allOf: [{ $ref: "#/$defs/JobFacet" }],
      properties: {
        processingType: { type: "string" },
        integration: { type: "string" },
        jobType: { type: "string" },
      },
      required: ["processingType", "integration"],
    },
    DatasetVersionDatasetFacet: {
      type: "object",
      allOf: [{ $ref: "#/$defs/JobFacet" }],
      properties: { datasetVersion: { type: "string" } },
      required: ["datasetVersion"],
    },
  },
  oneOf: [{ $ref: "#/$defs/RunEvent" }, { $ref: "#/$defs/DatasetEvent" }, { $ref: "#/$defs/JobEvent" }],
};
