package io.github.glacierjob.simulator.protocol;

import java.util.List;

/**
 * The operations of the Glacier REST API (version 2012-06-01), with the form of their requests.
 *
 * <p>Each constant knows its HTTP method and the path below the account id; {@code *} stands for one segment, the first
 * being the vault's name and the second the id of an archive, a job or an upload.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/amazon-glacier-api.html">API reference</a>
 */
public enum Route {
    CREATE_VAULT("PUT", "vaults/*"),
    DESCRIBE_VAULT("GET", "vaults/*"),
    DELETE_VAULT("DELETE", "vaults/*"),
    LIST_VAULTS("GET", "vaults"),
    UPLOAD_ARCHIVE("POST", "vaults/*/archives"),
    DELETE_ARCHIVE("DELETE", "vaults/*/archives/*"),
    INITIATE_MULTIPART_UPLOAD("POST", "vaults/*/multipart-uploads"),
    LIST_MULTIPART_UPLOADS("GET", "vaults/*/multipart-uploads"),
    UPLOAD_MULTIPART_PART("PUT", "vaults/*/multipart-uploads/*"),
    COMPLETE_MULTIPART_UPLOAD("POST", "vaults/*/multipart-uploads/*"),
    ABORT_MULTIPART_UPLOAD("DELETE", "vaults/*/multipart-uploads/*"),
    LIST_PARTS("GET", "vaults/*/multipart-uploads/*"),
    INITIATE_JOB("POST", "vaults/*/jobs"),
    LIST_JOBS("GET", "vaults/*/jobs"),
    DESCRIBE_JOB("GET", "vaults/*/jobs/*"),
    GET_JOB_OUTPUT("GET", "vaults/*/jobs/*/output"),
    SET_VAULT_NOTIFICATIONS("PUT", "vaults/*/notification-configuration"),
    GET_VAULT_NOTIFICATIONS("GET", "vaults/*/notification-configuration"),
    DELETE_VAULT_NOTIFICATIONS("DELETE", "vaults/*/notification-configuration"),
    SET_VAULT_ACCESS_POLICY("PUT", "vaults/*/access-policy"),
    GET_VAULT_ACCESS_POLICY("GET", "vaults/*/access-policy"),
    DELETE_VAULT_ACCESS_POLICY("DELETE", "vaults/*/access-policy"),
    LIST_TAGS_FOR_VAULT("GET", "vaults/*/tags"),
    /** Adds tags ({@code ?operation=add}) or removes them ({@code ?operation=remove}). */
    CHANGE_TAGS_OF_VAULT("POST", "vaults/*/tags"),
    PURCHASE_PROVISIONED_CAPACITY("POST", "provisioned-capacity"),
    LIST_PROVISIONED_CAPACITY("GET", "provisioned-capacity"),
    GET_DATA_RETRIEVAL_POLICY("GET", "policies/data-retrieval"),
    SET_DATA_RETRIEVAL_POLICY("PUT", "policies/data-retrieval"),
    /** Any other request; answered with 404 UnknownOperationException. */
    UNKNOWN("", "");

    private final String method;
    private final List<String> template;

    Route(String method, String template) {
        this.method = method;
        this.template = List.of(template.split("/"));
    }

    boolean matches(String requestMethod, List<String> segments) {
        if (!method.equals(requestMethod) || segments.size() != template.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!template.get(i).equals("*") && !template.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the id in the path is the id of an existing job. */
    public boolean aboutJob() {
        return this == DESCRIBE_JOB || this == GET_JOB_OUTPUT;
    }
}
