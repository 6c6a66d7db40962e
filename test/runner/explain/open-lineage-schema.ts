/**
 * OpenLineage's schema of a run event, version 2-0-2, and of the facets that Pipewright uses: the fields, types and formats
 * and what is required, without the descriptions and without what is not about runs. It was written by hand, in part from
 * earlier versions of https://openlineage.io/spec/2-0-2/OpenLineage.json and https://openlineage.io/spec/facets, and has yet
 * to be compared with the published files. Facets are held to their own schemas by name, which the standard leaves to
 * each facet's file.
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
      allOf: [{ $ref: "#/$defs/Dataset" }],
      properties: { inputFacets: { type: "object", additionalProperties: { $ref: "#/$defs/BaseFacet" } } },
    },
    OutputDataset: {
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
      allOf: [{ $ref: "#/$defs/BaseFacet" }],
      properties: { _deleted: { type: "boolean" } },
    },
    ParentRunFacet: {
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
      allOf: [{ $ref: "#/$defs/BaseFacet" }],
      properties: {
        version: { type: "string" },
        name: { type: "string" },
        openlineageAdapterVersion: { type: "string" },
      },
      required: ["version"],
    },
    JobTypeJobFacet: {
      allOf: [{ $ref: "#/$defs/JobFacet" }],
      properties: {
        processingType: { type: "string" },
        integration: { type: "string" },
        jobType: { type: "string" },
      },
      required: ["processingType", "integration"],
    },
    DatasetVersionDatasetFacet: {
      allOf: [{ $ref: "#/$defs/JobFacet" }],
      properties: { datasetVersion: { type: "string" } },
      required: ["datasetVersion"],
    },
  },
  $ref: "#/$defs/RunEvent",
};
