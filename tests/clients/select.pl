# Asks an endpoint a SELECT with one variable ?label by RDF::Query::Client, and an ASK; prints one value a line.
use strict;
use warnings;
use RDF::Query::Client;
my ($endpoint, $select, $ask) = @ARGV;
my $answer = RDF::Query::Client->new($select)->execute($endpoint) or die 'no answer';
while (my $row = $answer->next) {
    print $row->{label}->literal_value, "\n";
}
my $boolean = RDF::Query::Client->new($ask)->execute($endpoint) or die 'no answer';
print $boolean->get_boolean ? "true\n" : "false\n";
