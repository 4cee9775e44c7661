<?php
// Asks an endpoint a SELECT with one variable ?label by EasyRdf and an ASK, loads an IRI; prints one value a line.
error_reporting(E_ALL & ~E_DEPRECATED);
require 'EasyRdf/autoload.php';

[, $endpoint, $select, $ask, $iri] = $argv;
$client = new EasyRdf\Sparql\Client($endpoint);
foreach ($client->query($select) as $row) {
    echo $row->label->getValue(), "\n";
}
echo $client->query($ask)->getBoolean() ? "true\n" : "false\n";
$graph = new EasyRdf\Graph($iri);
$graph->load($iri, 'turtle'); // Debian has no parser for JSON-LD, which EasyRdf would ask for first
echo count($graph->allLiterals($iri, '<http://www.w3.org/2004/02/skos/core#prefLabel>')), "\n";
